import { session } from '../api/session.ts'
import { paths } from './paths.ts'
import type { router as appRouter } from './routes.tsx'

const leftForGood: string[] = ['signed_out', 'account_deleted']

/**
 * Lets the page follow the session, in whichever tab it changes: in after signing in, out to the sign-in page
 * with the reason and the way back, and anew where another user has taken this one's place.
 */
export function followSession(router: typeof appRouter): void {
  session.subscribe((change) => {
    if (change.kind === 'signed_in') void router.invalidate()
    if (change.kind !== 'ended') return
    if (change.reason === 'switched') return window.location.reload()
    const { href, pathname } = router.state.location
    if (!pathname.startsWith(paths.settings)) return
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
