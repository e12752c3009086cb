import { AuthError } from '@runsite/client'
import { noteSignInMethod } from '../../api/last-method.ts'
import { session } from '../../api/session.ts'

let taking: Promise<string | null> | undefined

/**
 * Takes over the session that Google's sign-in has left in the cookies; once, however often the page is entered.
 *
 * @returns null, or the code of why there is none
 * @throws where nobody knows, because the server cannot be reached or is too busy
 */
export function takeOverSession(): Promise<string | null> {
  taking ??= restore().catch((error: unknown) => {
    taking = undefined
    throw error
  })
  return taking
}

async function restore(): Promise<string | null> {
  try {
    if (!(await session.restore())) return 'google_stale'
    noteSignInMethod('google')
    return null
  } catch (error) {
    if (error instanceof AuthError && error.code === 'account_suspended') return error.code
    throw error
  }
}
