import { AuthError } from '@runsite/client'
import { session } from '../../api/session.ts'
import { noteSignInMethod } from '../../parts/sign-in-methods.tsx'
import { readStored, writeStored } from '../../ui/browser-storage.ts'

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

const nextPageKey = 'runsite.wanted'

/** Notes in this tab where a sign-in is to lead, while the browser is away at Google. */
export function rememberNextPage(path: string | undefined): void {
  writeStored('sessionStorage', nextPageKey, path ?? null)
}

/** Where a sign-in that came to nothing at Google was to lead; told once. */
export function takeNextPage(): string | undefined {
  const path = readStored('sessionStorage', nextPageKey) ?? undefined
  rememberNextPage(undefined)
  return path
}
