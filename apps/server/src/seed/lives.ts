import { cast } from '../stand-in/cast.ts'
import { adasYear } from './adas-year.ts'
import {
  askedToVerify,
  changedPicture,
  type Deed,
  happened,
  linkedGoogle,
  madeKey,
  type PastDeed,
  restored,
  signedIn,
  suspended,
  unlinkedGoogle,
  usedKey,
  verifiedEmail,
} from './deeds.ts'
import { drawPicture } from './picture.ts'
import { laptop, office, operator, phone, type Place, server } from './places.ts'

/** Everybody's password, of those who have one. */
export const castPassword = 'seven lively otters'

/** A person of the seed, and what they have done. Their account is as old as their first deed. */
export type Life = {
  person: { name: string; email: string }
  /** What they are there for. */
  what: string
  /** How the account came about. */
  opened_with: 'password' | 'google'
  deeds: readonly PastDeed[]
}

const hour = 1 / 24

/** Signs up with a password, and verifies the address a few minutes later. */
const signedUp = (days_ago: number, from: Place): PastDeed[] => [
  [days_ago, from, happened('registered')],
  [days_ago, from, signedIn()],
  [days_ago - hour / 10, from, verifiedEmail],
]

/** Does something every so many days. */
const every = (days: number, from_days_ago: number, to_days_ago: number, from: Place, deed: Deed) =>
  Array.from(
    { length: Math.floor((from_days_ago - to_days_ago) / days) + 1 },
    (_, index): PastDeed => [from_days_ago - index * days, from, deed],
  )

/** Everybody whom the seed makes. */
export const lives: readonly Life[] = [
  {
    person: cast.ada,
    what: 'several devices, keys in every state, a year of activity, a picture',
    opened_with: 'password',
    deeds: adasYear,
  },
  {
    person: cast.grace,
    what: 'signs in with Google only',
    opened_with: 'google',
    deeds: [
      [270, office, happened('registered', { method: 'google' })],
      ...every(18, 270, 0.1, office, signedIn('google')),
      [269, office, madeKey('compiler', 'write', null)],
      [3, server, usedKey('compiler')],
    ],
  },
  {
    person: cast.hedy,
    what: 'has a password, and Google too',
    opened_with: 'password',
    deeds: [
      ...signedUp(320, laptop),
      [310, laptop, linkedGoogle],
      [309, laptop, changedPicture(() => drawPicture([250, 200, 90], [120, 40, 90]))],
      ...every(30, 300, 160, phone, signedIn('google')),
      [150, laptop, unlinkedGoogle],
      [149, laptop, linkedGoogle],
      ...every(30, 140, 1, laptop, signedIn()),
      [2, phone, signedIn('google')],
    ],
  },
  {
    person: cast.alan,
    what: 'has not verified the address: the letter is in the outbox',
    opened_with: 'password',
    deeds: [
      [3 * hour, office, happened('registered')],
      [3 * hour, office, askedToVerify],
      [3 * hour, office, signedIn()],
    ],
  },
  {
    person: cast.katherine,
    what: 'has 100 API keys, as many as one can have',
    opened_with: 'password',
    deeds: [
      ...signedUp(210, office),
      ...Array.from({ length: 100 }, (_, index): PastDeed => {
        const scope = (['read', 'write', 'admin'] as const)[index % 3] ?? 'read'
        const expires_after_days = [null, 30, 365][index % 4] ?? null
        return [
          200 - index * 1.9,
          office,
          madeKey(`trajectory ${String(index + 1).padStart(3, '0')}`, scope, expires_after_days),
        ]
      }),
      [1, office, signedIn()],
    ],
  },
  {
    person: cast.margaret,
    what: 'has a new account with nothing in it',
    opened_with: 'password',
    deeds: signedUp(hour, laptop),
  },
  {
    person: cast.joan,
    what: 'is suspended',
    opened_with: 'password',
    deeds: [
      ...signedUp(280, office),
      [275, office, linkedGoogle],
      ...every(25, 250, 10, office, signedIn('google')),
      [41, operator, suspended],
      [38, operator, restored],
      [3, operator, suspended],
    ],
  },
  {
    person: cast.maryam,
    what: 'has a name from right to left',
    opened_with: 'password',
    deeds: [...signedUp(90, phone), [80, phone, madeKey('گزارش هفتگی', 'read', 365)], [2, phone, signedIn()]],
  },
  {
    person: cast.pablo,
    what: 'has a name of 100 characters',
    opened_with: 'password',
    deeds: [
      ...signedUp(60, laptop),
      [59, laptop, madeKey(cast.pablo.name, 'admin', null)],
      [4, laptop, signedIn()],
    ],
  },
]
