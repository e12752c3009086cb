import { Tooltip } from '@base-ui/react/tooltip'
import { type ReactNode, useId } from 'react'
import { fullTime, relativeTime, useNow } from './moment.ts'

/**
 * How long ago something was, kept up to date; in full, with its zone, on hover and focus.
 *
 * @param children stand in its place, where another wording serves better
 */
export function RelativeTime({ at, children }: { at: string; children?: ReactNode }) {
  const now = useNow()
  const id = useId()
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        delay={300}
        // The keyboard reaches what hovering shows.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        render={<time dateTime={at} tabIndex={0} aria-describedby={id} />}
        className="rounded-sm decoration-dotted underline-offset-4 hover:underline"
      >
        {children ?? relativeTime(at, now)}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-40">
          <Tooltip.Popup
            id={id}
            role="tooltip"
            data-slot="tooltip"
            className="rounded-md border border-transparent bg-primary px-2.5 py-1.5 text-xs text-on-primary"
          >
            {fullTime(at)}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
