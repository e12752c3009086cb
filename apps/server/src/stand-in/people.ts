import { createHash } from 'node:crypto'
import { z } from 'zod'
import { cast } from './cast.ts'

/** A person as the ID token tells of them, and what choosing them does. */
export const Person = z.object({
  sub: z.string(),
  email: z.string(),
  name: z.string(),
  verified: z.boolean(),
  /** Says no, as someone does who presses Cancel at Google. */
  refuses: z.boolean().optional(),
  /** The tokens come late. */
  is_slow: z.boolean().optional(),
})
export type Person = z.infer<typeof Person>

/** A `sub` for an address: the same each time, and none that Google would give, so that it can be told in a database. */
export const subOf = (email: string): string =>
  `stand-in-${createHash('sha256').update(email.trim().toLowerCase()).digest('hex').slice(0, 20)}`

const person = ({ name, email }: { name: string; email: string }) => ({
  sub: subOf(email),
  email,
  name,
  verified: true,
})
const ada = person(cast.ada)

/** The people to choose from, by the name that the page's form gives back. */
export const people = {
  ada: { ...ada, what: 'Verified address. The plain case.' },
  grace: { ...person(cast.grace), what: 'Verified address, another person.' },
  hedy: { ...person(cast.hedy), what: 'Verified address. In the seed she has a password too.' },
  unverified: {
    ...person(cast.alan),
    verified: false,
    what: 'The address is not verified: the app must not let him in.',
  },
  refuses: {
    ...person(cast.katherine),
    refuses: true,
    what: 'Does not agree: the app is told access_denied.',
  },
  slow: {
    ...person(cast.margaret),
    is_slow: true,
    what: 'Verified address, but the tokens take ten seconds: the app gives up before.',
  },
  joan: { ...person(cast.joan), what: 'Verified address. In the seed her account is suspended.' },
  maryam: { ...person(cast.maryam), what: 'Verified address, and a name from right to left.' },
  pablo: { ...person(cast.pablo), what: 'Verified address, and the longest name that an account may have.' },
  changed_sub: {
    ...ada,
    sub: subOf('ada@example.com, a second account'),
    what: 'Ada’s address, but another Google account (another sub).',
  },
  changed_address: {
    ...ada,
    email: 'ada.king@example.com',
    what: 'Ada’s Google account (her sub), with a new address.',
  },
} as const satisfies Record<string, Person & { what: string }>

/** One of the people of the page. */
export type PersonName = keyof typeof people

/** Whether a form's value names one of the people. */
export const isPersonName = (name: string): name is PersonName => Object.hasOwn(people, name)

/**
 * A person as the provider's account id, so that nothing need be remembered between the page and the token.
 * It is not the `sub`, which two people share.
 */
export const accountIdOf = (chosen: Person): string =>
  Buffer.from(JSON.stringify(Person.parse(chosen))).toString('base64url')

/** The other way round. */
export const personOf = (accountId: string): Person =>
  Person.parse(JSON.parse(Buffer.from(accountId, 'base64url').toString()))
