import { Button } from '../../ui/button.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { useArrivalFocus } from '../../ui/use-arrival-focus.ts'
import { FullPage } from './full-page.tsx'

/** In the place of a page whose user another one has followed, in another tab. Nothing of either is here. */
export function OtherUserNotice() {
  useArrivalFocus()
  return (
    <FullPage>
      <PageHeading title="Another account signed in" />
      <p className="mt-3 mb-6 text-muted">
        It signed in in another tab of this browser. What was open here belongs to the account before it.
        Reload to go on with the one that is signed in now.
      </p>
      <p>
        <Button onClick={() => window.location.reload()}>Reload</Button>
      </p>
    </FullPage>
  )
}
