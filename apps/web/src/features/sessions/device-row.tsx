import type { Device } from '@runsite/shared/sessions'
import { Monitor, Smartphone } from 'lucide-react'
import { type RefObject, useId, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { Chip, Fact, Facts } from '../../ui/facts.tsx'
import { shortDate, useNow } from '../../ui/moment.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { useFocusPastRow } from '../../ui/use-focus-past-row.ts'

type DeviceRowProps = {
  device: Device
  onSignOut: () => void
  /** Left out for the device one is at. */
  onNotYou?: () => void
  /** Takes focus where the row goes with it: the next one's button might be pressed unseen, and asks nothing. */
  heading: RefObject<HTMLElement | null>
}

/** One place where one is signed in. */
export function DeviceRow({ device, onSignOut, onNotYou, heading }: DeviceRowProps) {
  const now = useNow()
  const factsId = useId()
  const name = deviceName(device)
  const row = useRef<HTMLLIElement>(null)
  useFocusPastRow(row, () => heading.current)

  return (
    <li
      ref={row}
      className="flex flex-wrap items-center gap-x-4 gap-y-3 border-line px-5 py-4 not-first:border-t sm:flex-nowrap sm:px-6"
    >
      <div className="hidden shrink-0 self-start text-muted sm:mt-0.5 sm:block">
        <DeviceIcon userAgent={device.user_agent} />
      </div>
      <div className="min-w-0 grow basis-full sm:basis-auto">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
          {name}
          {device.current && <Chip tone="good">This device</Chip>}
        </p>
        <div className="mt-1">
          <Facts id={factsId}>
            {device.ip && <Fact>{device.ip}</Fact>}
            {!device.current && (
              <Fact>
                Last active <RelativeTime at={device.last_seen_at} />
              </Fact>
            )}
            <Fact>
              Signed in{' '}
              <RelativeTime at={device.created_at}>{shortDate(device.created_at, now)}</RelativeTime>
            </Fact>
          </Facts>
        </div>
      </div>
      <div className="ml-auto flex flex-wrap justify-end gap-2 sm:shrink-0">
        {onNotYou && (
          <Button
            variant="quiet"
            aria-label={`Not you? ${name}`}
            aria-describedby={factsId}
            onClick={onNotYou}
          >
            Not you?
          </Button>
        )}
        <Button
          variant="secondary"
          aria-label={device.current ? 'Sign out of this device' : `Sign out ${name}`}
          aria-describedby={factsId}
          onClick={onSignOut}
        >
          Sign out
        </Button>
      </div>
    </li>
  )
}

function DeviceIcon({ userAgent }: { userAgent: string | null }) {
  const isPhone = /\b(?:iOS|iPadOS|Android)\b/.test(userAgent ?? '')
  return isPhone ? (
    <Smartphone className="size-5" aria-hidden="true" />
  ) : (
    <Monitor className="size-5" aria-hidden="true" />
  )
}

/** What to call a device: its browser and system, as far as they are known. */
export function deviceName({ user_agent }: Pick<Device, 'user_agent'>): string {
  return user_agent ?? 'Unknown device'
}
