import { PageHeading } from '../ui/page-heading.tsx'

/** While the server is asked what a mailed link is worth. */
export function VerifyingEmailPage() {
  return (
    <div aria-busy>
      <PageHeading title="Verifying your email" />
      <p className="mt-2 text-muted">This takes a moment.</p>
    </div>
  )
}
