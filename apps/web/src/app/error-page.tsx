import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { crashId } from './crash-id.ts'
import { isMissingPart, MissingPart } from './missing-part.tsx'
import { pageVersion } from './page-version.ts'

/** What stands where a page has crashed, or could not be loaded. What is around it goes on. */
export function ErrorPage({ error }: ErrorComponentProps) {
  return isMissingPart(error) ? <MissingPart /> : <Crash error={error} />
}

function Crash({ error }: { error: unknown }) {
  const router = useRouter()
  const details = `Error ${crashId(error)} · version ${pageVersion}`
  return (
    <div className="mx-auto max-w-md px-4 py-24">
      <PageHeading title="This part broke" />
      <p className="mt-3 mb-6 text-muted">Reload it to go on. What you saved is safe.</p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => void router.invalidate()}>Reload it</Button>
        <Button variant="secondary" onClick={() => window.location.reload()}>
          Reload the page
        </Button>
      </div>
      <p className="mt-8 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
        {details}
        <CopyButton what="details" text={`${details}\n${window.location.pathname}\n${String(error)}`} />
      </p>
    </div>
  )
}
