import { sessionEnd } from '../api/session-end.ts'
import { session } from '../api/session.ts'
import { rememberEmail } from '../features/passwords/email-field.tsx'
import { noteSignInMethod } from '../parts/sign-in-methods.tsx'
import { paths } from '../paths.ts'
import type { router as appRouter } from './routes.tsx'

const leftForGood: string[] = ['signed_out', 'account_deleted']

/**
 * Lets the page follow the session, in whichever tab it changes: in after signing in; out to the sign-in page, with
 * the reason and the way back, where a person has left; and anew where another user has taken this one's place.
 * A page of the account that has lost its session stays: its layout asks to sign in again over it.
 */
export function followSession(router: typeof appRouter): void {
  session.subscribe((change) => {
    if (change.kind === 'signed_in' && sessionEnd() !== 'replaced') void router.invalidate()
    if (change.kind !== 'signed_in' && change.kind !== 'ended') return
    if (change.kind === 'ended' && change.reason === 'account_deleted') {
      rememberEmail('')
      noteSignInMethod(null)
    }
    const { href, pathname } = router.state.location
    const isPrivate = pathname.startsWith(paths.settings)
    if (sessionEnd() === 'replaced' || (sessionEnd() === 'switched' && !isPrivate)) {
      // Once the page of the earlier user is gone, with what would hold it back.
      setTimeout(() => window.location.reload())
    }
    if (change.kind !== 'ended' || sessionEnd() !== 'left' || !isPrivate) return
    const next = leftForGood.includes(change.reason) ? {} : { next: href }
    void router.navigate({
      to: paths.signIn,
      search: { reason: change.reason, ...next },
      replace: true,
      // There is nothing left to save.
      ignoreBlocker: true,
    })
  })
}
