import { LogOut } from 'lucide-react'
import { session } from '../../api/session.ts'
import { MenuItem } from '../../ui/menu.tsx'

/** Signs this browser out, at once. */
export function SignOutItem() {
  return (
    <MenuItem onSelect={() => void session.signOut()}>
      <LogOut className="size-4 text-muted" aria-hidden="true" />
      Sign out
    </MenuItem>
  )
}
