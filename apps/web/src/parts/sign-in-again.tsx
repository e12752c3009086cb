import { session } from '../api/session.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** Where a purpose needs a sign-in of the last ten minutes: says so, and leads through the sign-in page and back. */
export function SignInAgain({ purpose }: { purpose: string }) {
  return (
    <Notice tone="bad">
      <p>Your last sign-in is too long ago for this. Sign in again within 10 minutes to {purpose}.</p>
      <Button
        variant="secondary"
        className="mt-3"
        onClick={() => void session.signOut('reauthentication_required')}
      >
        Sign in again
      </Button>
    </Notice>
  )
}
