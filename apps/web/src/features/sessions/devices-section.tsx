import type { Device } from '@runsite/shared/sessions'
import { useRef, useState } from 'react'
import { refusalNote } from '../../api/refusal-message.ts'
import { session } from '../../api/session.ts'
import { WhenLoaded } from '../../parts/when-loaded.tsx'
import { RefusalNote } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { deviceName, DeviceRow } from './device-row.tsx'
import { EndOtherSessions } from './end-other-sessions.tsx'
import { UnknownDeviceDialog } from './unknown-device-dialog.tsx'
import { useDevices, useEndSessionAtOnce } from './use-devices.ts'

type DevicesSectionProps = {
  hasPassword: boolean
  /** Hears the name of a device that was signed out because it is not one's own. */
  onUnknownSignedOut: (device: string) => void
  /** What takes focus after that. */
  focusAfterUnknown: () => HTMLElement | null
}

/** Where one is signed in, and how to end it there. */
export function DevicesSection({ hasPassword, onUnknownSignedOut, focusAfterUnknown }: DevicesSectionProps) {
  const devices = useDevices()
  const heading = useRef<HTMLHeadingElement>(null)
  const [unknown, setUnknown] = useState<{ device: Device; isAsked: boolean } | null>(null)
  const [failure, setFailure] = useState<{ device: Device; error: unknown } | null>(null)
  const ending = useEndSessionAtOnce({
    onDone: (device) => showToast({ title: `${deviceName(device)} is signed out.` }),
    onFailed: (device, error) => setFailure({ device, error }),
  })
  const others = devices.data?.sessions.filter(({ current }) => !current) ?? []

  const signOut = (device: Device) => {
    if (device.current) return void session.signOut()
    setFailure(null)
    ending.mutate({ id: device.id })
    // The row goes, and the button in it that had focus.
    heading.current?.focus()
  }

  return (
    <Section
      id="devices"
      headingRef={heading}
      title="Devices"
      description="Where you're signed in. A device that you sign out is out at once."
      action={<EndOtherSessions count={others.length} heading={heading} />}
    >
      {failure && (
        <div className="px-5 pt-5 sm:px-6">
          <RefusalNote {...failureNote(failure.device, failure.error)} />
        </div>
      )}
      <WhenLoaded query={devices} what="your devices" skeleton={<DevicesSkeleton />}>
        {({ sessions }) => (
          <ul>
            {sessions.toSorted(currentFirst).map((device) => (
              <DeviceRow
                key={device.id}
                device={device}
                heading={heading}
                onSignOut={() => signOut(device)}
                {...(!device.current && { onNotYou: () => setUnknown({ device, isAsked: true }) })}
              />
            ))}
            {others.length === 0 && (
              <li className="border-t border-line px-5 py-4 text-sm text-muted sm:px-6">
                You're signed in on this device only.
              </li>
            )}
          </ul>
        )}
      </WhenLoaded>
      {unknown && (
        <UnknownDeviceDialog
          key={unknown.device.id}
          device={unknown.device}
          isOpen={unknown.isAsked}
          hasPassword={hasPassword}
          onClose={() => setUnknown({ ...unknown, isAsked: false })}
          onOut={() => onUnknownSignedOut(deviceName(unknown.device))}
          focusAfter={focusAfterUnknown}
          isListed={others.some(({ id }) => id === unknown.device.id)}
          heading={heading}
        />
      )}
    </Section>
  )
}

function failureNote(device: Device, error: unknown) {
  const { message, requestId } = refusalNote(error)
  return { message: `${deviceName(device)} is still signed in. ${message}`, requestId }
}

/** This device, then those used last. */
function currentFirst(a: Device, b: Device): number {
  return Number(b.current) - Number(a.current) || Date.parse(b.last_seen_at) - Date.parse(a.last_seen_at)
}

function DevicesSkeleton() {
  return (
    <div>
      <RowSkeleton />
      <RowSkeleton />
    </div>
  )
}

function RowSkeleton() {
  return (
    <div className="flex items-center gap-4 border-line px-5 py-4 not-first:border-t sm:px-6">
      <div className="min-w-0 grow space-y-1">
        <div className="h-5 w-36 rounded bg-sunken" />
        <div className="h-5 w-56 max-w-full rounded bg-sunken" />
      </div>
      <div className="h-10 w-22 shrink-0 rounded-lg bg-sunken" />
    </div>
  )
}
