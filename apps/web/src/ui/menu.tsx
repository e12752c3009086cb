import { Menu as Base } from '@base-ui/react/menu'
import { type ReactElement, type ReactNode, useState } from 'react'

const itemClass =
  'flex min-h-11 w-full cursor-pointer items-center gap-2.5 rounded-md px-3 text-sm select-none focus-visible:-outline-offset-2 data-highlighted:bg-sunken sm:min-h-9'

/** A button that opens a list of actions and links. */
export function Menu({ trigger, children }: { trigger: ReactElement; children: ReactNode }) {
  // Beside its trigger, so that it stands in the same landmark.
  const [place, setPlace] = useState<HTMLElement | null>(null)
  return (
    <Base.Root modal={false}>
      <span ref={setPlace} className="inline-flex">
        <Base.Trigger render={trigger} />
      </span>
      <Base.Portal container={place}>
        <Base.Positioner sideOffset={6} align="end" className="z-20">
          <Base.Popup
            data-slot="menu"
            className="max-w-[min(20rem,100vw-1rem)] min-w-[min(12rem,100vw-1rem)] rounded-xl border border-line bg-surface p-1.5 shadow-card transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** An action in a menu. */
export function MenuItem({
  onSelect,
  isDanger = false,
  children,
}: {
  onSelect: () => void
  isDanger?: boolean
  children: ReactNode
}) {
  return (
    <Base.Item onClick={onSelect} className={`${itemClass} ${isDanger ? 'text-bad' : ''}`}>
      {children}
    </Base.Item>
  )
}

/** A link in a menu: `link` is the router's link. */
export function MenuLink({ link, children }: { link: ReactElement; children: ReactNode }) {
  return (
    <Base.LinkItem render={link} closeOnClick className={itemClass}>
      {children}
    </Base.LinkItem>
  )
}

/** Between groups of a menu. */
export function MenuLine() {
  return <Base.Separator className="my-1.5 border-t border-line" />
}
