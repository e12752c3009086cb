import { rest } from '../../api/session.ts'
import { Button } from '../../ui/button.tsx'

/** Signs this browser out, at once. */
export function SignOutButton() {
  return (
    <Button variant="secondary" onClick={() => void rest.auth.logout()}>
      Sign out
    </Button>
  )
}
