import { useRouter } from '@tanstack/react-router'
import { refusalNote } from '../api/refusal-message.ts'
import { Button, Spinner } from '../ui/button.tsx'
import { RefusalNote } from '../ui/notice.tsx'
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

/** Back from Google, while the session is fetched. */
export function SigningInPage() {
  return (
    <>
      <PageHeading title="Signing you in…" />
      <p className="mt-6 text-muted">
        <Spinner />
      </p>
    </>
  )
}

/** Back from Google, where the session could not be fetched. */
export function GoogleReturnFailed({ error }: { error: unknown }) {
  const router = useRouter()
  return (
    <>
      <PageHeading title="Almost signed in" />
      <div className="mt-6 space-y-5">
        <RefusalNote {...refusalNote(error)} />
        <p className="text-sm text-muted">Google has let you in. Only the last step is missing.</p>
        <Button width="full" onClick={() => void router.invalidate()}>
          Try again
        </Button>
      </div>
    </>
  )
}
