import { Button } from '../ui/button.tsx'
import { PageHeading } from '../ui/page-heading.tsx'

/** What stands where a page has crashed. */
export function ErrorPage() {
  return (
    <div className="mx-auto max-w-md px-4 py-24">
      <PageHeading title="This part broke" />
      <p className="mt-3 mb-6 text-muted">Reload the page to go on. Nothing you saved is lost.</p>
      <Button onClick={() => window.location.reload()}>Reload</Button>
    </div>
  )
}
