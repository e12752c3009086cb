import type { GoogleFailure } from '@runsite/shared/google'
import type { UserId } from '@runsite/shared/ids'
import type { Session } from '@runsite/shared/sessions'
import { v7 } from 'uuid'
import type { Db } from '../../db/schema.ts'
import { newDevice } from '../../mail/letters/new-device.ts'
import { queueMail } from '../../mail/queue-mail.ts'
import type { Client } from '../../client.ts'
import { takeOver, type AccountTaker } from '../accounts/take-over.ts'
import { recordEvent } from '../audit/record-event.ts'
import { knownBrowser } from '../limits/known-browser.ts'
import { startSession, type SessionStarter } from '../sessions/start-session.ts'
import { findGoogleAccount, lockGoogleId } from './google-links.store.ts'
import { fittingName, nameFromEmail } from '../users/name-from-email.ts'
import { type Account, findAccountByEmail, insertUser, lockAccount } from '../users/users.store.ts'
import type { GooglePerson } from './google-person.ts'
import { linkGoogle, type GoogleLinker } from './link-google.ts'
import type { Config } from '../../config.ts'

/** What became of a sign-in. `is_new`: an account that nobody owned before, so without a picture. */
export type SignedIn = { session: Session; is_new: boolean } | { failure: GoogleFailure }

/** Where a sign-in comes from. `browser_cookie` is the `known_browser` cookie, unproven. */
export type SigningIn = { client: Client; browser_cookie: string | null }

/** What a person whom Google names is signed in with. */
export type PersonSignIn = AccountTaker &
  GoogleLinker &
  SessionStarter & { config: Pick<Config, 'registration'>; db: Db; known_browser_key: Uint8Array }

/**
 * Signs in whoever Google says it is (contract, "Google sign-in"): the account of that `sub`, else the
 * account of an address verified on both sides, else a new one. An account whose address was never verified
 * here is handed over clean.
 */
export async function signInPerson(
  services: PersonSignIn,
  person: GooglePerson,
  from: SigningIn,
): Promise<SignedIn> {
  const { db } = services
  const signedIn = await db.transaction().execute((tx) => signInWithin(services, tx, person, from))
  // Somebody registered the address, or the account went, between two looks at it.
  return signedIn ?? signInPerson(services, person, from)
}

async function signInWithin(
  services: PersonSignIn,
  tx: Db,
  person: GooglePerson,
  from: SigningIn,
): Promise<SignedIn | null> {
  const { google, email } = person
  await lockGoogleId(tx, google)
  const linked = await findGoogleAccount(tx, google)
  if (linked) return enterAccount(services, tx, linked.id, from)

  if (email === null) return { failure: 'google_unverified' }
  const found = await findAccountByEmail(tx, email)
  if (!found) return openAccount(services, tx, { ...person, email }, from)
  const account = await lockAccount(tx, found.id)
  if (!account || account.email !== email) return null
  return joinAccount(services, tx, account, person, from)
}

/** Signs in to the account that is linked already. */
async function enterAccount(
  services: PersonSignIn,
  tx: Db,
  id: UserId,
  { client, browser_cookie }: SigningIn,
): Promise<SignedIn | null> {
  const { config, now, known_browser_key } = services
  const account = await lockAccount(tx, id)
  if (!account?.has_google) return null
  if (account.is_suspended) return { failure: 'account_suspended' }
  if (knownBrowser(known_browser_key, browser_cookie, account.id) === null) {
    await queueMail(
      services,
      tx,
      newDevice(config, { email: account.email, client, at: now() }),
      account.email,
    )
  }
  return { session: await startSession(services, tx, account, client, 'google'), is_new: false }
}

/** Signs in to the account of the same address, and links it. */
async function joinAccount(
  services: PersonSignIn,
  tx: Db,
  account: Account,
  person: GooglePerson,
  { client }: SigningIn,
): Promise<SignedIn> {
  if (account.is_suspended) return { failure: 'account_suspended' }
  const is_new = !account.email_verified
  if (is_new) {
    const name = nameOf(person, account.email)
    await takeOver(services, tx, { user_id: account.id, name, password_hash: null }, client)
  } else {
    if (account.has_google) return { failure: 'google_already_linked' }
    if (account.is_google_unlinked) return { failure: 'google_unlinked' }
  }
  const linked = await linkGoogle(services, tx, { account, person, client, is_taken_over: is_new })
  return { session: await startSession(services, tx, linked, client, 'google'), is_new }
}

/** Creates an account, and signs in to it. */
async function openAccount(
  services: PersonSignIn,
  tx: Db,
  person: GooglePerson & { email: string },
  { client }: SigningIn,
): Promise<SignedIn | null> {
  const { config, now } = services
  if (config.registration === 'closed') return { failure: 'registration_closed' }
  const { email, google } = person
  const name = nameOf(person, email)
  const id = v7() as UserId
  const account = await insertUser(tx, { id, email, name, password_hash: null, google, at: now() })
  if (!account) return null
  await recordEvent(tx, { user_id: id, kind: 'registered', client, at: now(), details: { method: 'google' } })
  return { session: await startSession(services, tx, account, client, 'google'), is_new: true }
}

const nameOf = ({ name }: GooglePerson, email: string) => fittingName(name ?? '') ?? nameFromEmail(email)
