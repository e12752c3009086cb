import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { signInAgain } from './session.ts'

/** Where a deed needs a sign-in of the last 10 minutes: says so, and leads there and back. */
export function SignInAgain() {
  return (
    <Notice tone="bad">
      <p>Sign in again to do this. Your last sign-in is more than 10 minutes ago.</p>
      <p className="mt-3">
        <Button variant="secondary" onClick={signInAgain}>
          Sign in again
        </Button>
      </p>
    </Notice>
  )
}
