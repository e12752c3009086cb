import type { Device } from '@runsite/shared/sessions'

/** What to call a device: its browser and system, as far as they are known. */
export function deviceName({ user_agent }: Pick<Device, 'user_agent'>): string {
  return user_agent ?? 'Unknown device'
}
