import {
  changedPicture,
  endedSession,
  happened,
  madeKey,
  movedFrom,
  type PastDeed,
  refreshed,
  removedPicture,
  renamed,
  revokedKey,
  rotatedKey,
  signedIn,
  usedKey,
  verifiedEmail,
} from './deeds.ts'
import { drawPicture } from './picture.ts'
import { laptop, office, oldBrowser, phone, type Place, server, stranger } from './places.ts'

const hour = 1 / 24
const daySeconds = 86_400

/** Signs in every nine days, from here and there, and often signs out an hour later. */
const routine = Array.from({ length: 36 }, (_, index): PastDeed[] => {
  const days_ago = 355.3 - index * 9
  const from = [laptop, phone, office][index % 3] ?? laptop
  const out: PastDeed[] = index % 2 === 0 ? [[days_ago - hour, from, endedSession('signed_out')]] : []
  return [[days_ago, from, signedIn()], ...out]
}).flat()

/** A device that is signed in, and was used until lately. */
const inUse = (from: Place, since_days_ago: number, seen_days_ago: number): PastDeed[] => [
  [since_days_ago, from, signedIn()],
  ...Array.from(
    { length: Math.ceil((since_days_ago - seen_days_ago) / 5) },
    (_, index): PastDeed => [seen_days_ago + index * 5, from, refreshed],
  ),
]

/** What Ada has done in the year past: something of every kind but Google and suspension, and keys in every state. */
export const adasYear: readonly PastDeed[] = [
  [364, laptop, happened('registered')],
  [364, laptop, signedIn()],
  [364 - hour / 10, laptop, verifiedEmail],
  ...routine,

  [350, laptop, changedPicture(() => drawPicture([200, 200, 200], [60, 60, 60]))],
  [349, laptop, renamed('Ada King')],
  [331.1, office, signedIn()],
  [331, phone, endedSession('session_revoked', office.user_agent)],
  [240, laptop, happened('password_reset_requested')],
  [240 - hour / 10, laptop, happened('password_reset')],
  [240 - hour / 9, laptop, signedIn()],
  [215, laptop, removedPicture],
  [215 - hour, laptop, changedPicture(() => drawPicture([120, 160, 255], [70, 40, 160]))],
  [182, phone, signedIn()],
  [180, { ...phone, ip: '198.51.100.140' }, movedFrom(phone.ip)],
  ...[0, 1, 2, 3, 4].map(
    (minute): PastDeed => [150 - (minute * hour) / 60, stranger, happened('sign_in_failed')],
  ),
  [149, laptop, happened('password_changed')],
  [149 - hour / 60, laptop, happened('other_sessions_revoked', { count: '2' })],
  [101, laptop, signedIn()],
  [100, { ...laptop, ip: stranger.ip }, endedSession('refresh_token_reused')],
  [1.4, stranger, happened('sign_in_failed')],

  // Never runs out, used today.
  [300, laptop, madeKey('nightly backup', 'read', null)],
  [hour, server, usedKey('nightly backup')],
  // Revoked.
  [290, laptop, madeKey('intern laptop', 'write', 365)],
  [262, server, usedKey('intern laptop')],
  [260, laptop, revokedKey('intern laptop')],
  // Expired twenty days ago.
  [200, office, madeKey('old command line', 'write', 180)],
  [22, server, usedKey('old command line')],
  // Good for months.
  [120, laptop, madeKey('deploy pipeline', 'write', 300)],
  [95, server, usedKey('deploy pipeline', renamed('Ada Lovelace'))],
  [1, server, usedKey('deploy pipeline')],
  // Runs out in five days.
  [60, laptop, madeKey('weekly report', 'read', 65)],
  [2.2, server, usedKey('weekly report')],
  // Never used.
  [45, office, madeKey('admin console', 'admin', null)],
  // Rotated: the secret before is good until tomorrow.
  [30, laptop, madeKey('build server', 'write', 90)],
  [3 * hour, server, usedKey('build server')],
  [2 * hour, laptop, rotatedKey('build server', daySeconds)],

  ...inUse(phone, 24, 3 * hour),
  ...inUse(laptop, 12, hour / 6),
  [6.5, oldBrowser, signedIn()],
  [8 * hour, office, signedIn()],
]
