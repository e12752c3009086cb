import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Avatar } from '../../ui/avatar.tsx'
import { Menu, MenuLine } from '../../ui/menu.tsx'
import { useMe } from './use-me.ts'

/** Who is signed in, and behind it the links and actions of an account. */
export function UserMenu({ children }: { children: ReactNode }) {
  const { data: me } = useMe()
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label="Account menu"
          className="-mr-2 flex min-h-11 items-center gap-1.5 rounded-full px-2 hover:bg-sunken"
        >
          {me ? (
            <Avatar name={me.name} seed={me.id} url={me.avatar_url} size={32} />
          ) : (
            <span className="size-8 rounded-full bg-sunken" />
          )}
          <ChevronDown className="size-4 text-muted" aria-hidden="true" />
        </button>
      }
    >
      {me && (
        <div className="px-3 py-2 text-sm">
          <p className="font-medium">{me.name}</p>
          <p className="text-muted">{me.email}</p>
        </div>
      )}
      <MenuLine />
      {children}
    </Menu>
  )
}
