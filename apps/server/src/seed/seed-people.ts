import type { UserId } from '@runsite/shared/ids'
import { v4, v7 } from 'uuid'
import type { Db } from '../db/schema.ts'
import { findGoogleAccount } from '../features/google/google-links.store.ts'
import { findAccountByEmail, insertUser } from '../features/users/users.store.ts'
import { standInIssuer } from '../stand-in/may-stand-in.ts'
import { subOf } from '../stand-in/people.ts'
import { StartError } from '../start-error.ts'
import type { PastServices } from './deeds.ts'
import { castPassword, type Life, lives } from './lives.ts'
import { lockSeed } from './seed.store.ts'
import type { Config } from '../config.ts'
import type { PasswordHasher } from '../features/passwords/password-hash.ts'

const dayMs = 86_400_000

type SeedServices = PastServices & {
  config: Pick<Config, 'port' | 'web_url'>
  db: Db
  passwords: Pick<PasswordHasher, 'hash' | 'verify'>
}

/**
 * Makes the people of development who are not there yet, with all that they have done: all of it or nothing.
 *
 * Whoever has one of their addresses already, or is linked to their account at the stand-in for Google, is left alone.
 * Ask `maySeed` first: everybody knows their password.
 *
 * @returns how many were made
 */
export async function seedPeople(services: SeedServices): Promise<number> {
  const now = services.now()
  const password_hash = await services.passwords.hash(castPassword)
  return services.db.transaction().execute(async (tx) => {
    await lockSeed(tx)
    let made = 0
    for (const life of lives) if (await live(services, tx, life, { now, password_hash })) made++
    return made
  })
}

/** @returns false where they are there already */
async function live(
  services: SeedServices,
  tx: Db,
  { person, opened_with, deeds }: Life,
  { now, password_hash }: { now: Date; password_hash: string },
): Promise<boolean> {
  const { config } = services
  const issuer = standInIssuer(config.port + 1, [config.public_url, config.web_url])
  const google = { issuer, sub: subOf(person.email) }
  if (await findAccountByEmail(tx, person.email)) return false
  if (await findGoogleAccount(tx, google)) return false

  const before = (days: number) => new Date(now.getTime() - days * dayMs)
  const id = v7() as UserId
  const at = before(Math.max(...deeds.map(([days_ago]) => days_ago)))
  const opened = opened_with === 'google' ? { password_hash: null, google } : { password_hash }
  const user = await insertUser(tx, { ...person, ...opened, id, at })
  if (!user) throw new StartError(`Somebody else registers ${person.email} at this moment: try again.`)
  // In the order in which they happened: ids are made as it is done, and lists are in the order of ids.
  for (const [days_ago, from, deed] of deeds.toSorted(([one], [other]) => other - one)) {
    const at = before(days_ago)
    const client = { ...from, ...(from.ip !== null && { request_id: v4() }) }
    await deed({ services: { ...services, now: () => at }, tx, user, google, at, client })
  }
  return true
}

/** Who of them is there and how they sign in, as a table for a terminal. */
export async function describePeople(services: {
  db: Db
  passwords: Pick<PasswordHasher, 'verify'>
}): Promise<string> {
  const { db, passwords } = services
  const rows: string[][] = []
  for (const { person, what } of lives) {
    const account = await findAccountByEmail(db, person.email)
    if (!account) continue
    const { password_hash } = account
    const isOurs = password_hash !== null && (await passwords.verify(castPassword, password_hash))
    const password = isOurs ? castPassword : password_hash === null ? '(Google)' : '(changed)'
    rows.push([person.email, password, what])
  }
  if (rows.length === 0) return ''
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map(
    (row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`,
  )
  return ['People to sign in as, with their passwords:', ...lines].join('\n')
}
