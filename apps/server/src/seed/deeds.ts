import type { ApiKeyScope } from '@runsite/shared/api-keys'
import type { EventKind } from '@runsite/shared/audit'
import type { ApiKeyId, AvatarId, SessionId } from '@runsite/shared/ids'
import { v4, v7 } from 'uuid'
import type { Db } from '../db/schema.ts'
import {
  deleteKeys,
  insertKey,
  listKeys,
  recordUses,
  replaceSecret,
} from '../features/api-keys/api-keys.store.ts'
import { hashKey, makeKey as makeSecret, prefixOf } from '../features/api-keys/key-format.ts'
import { recordEvent } from '../features/audit/record-event.ts'
import { setSuspended } from '../features/accounts/accounts.store.ts'
import { deleteAvatar, setAvatarId, upsertAvatar } from '../features/avatars/avatars.store.ts'
import {
  findSessionState,
  listLiveSessions,
  moveCounter,
  recordSessionUses,
  revokeSessions,
} from '../features/sessions/sessions.store.ts'
import { type SessionStarter, type SignInMethod, startSession } from '../features/sessions/start-session.ts'
import { clearGoogleId, type GoogleId, setGoogleId } from '../features/google/google-links.store.ts'
import { type Account, updateName } from '../features/users/users.store.ts'
import { markEmailVerified } from '../features/verification/verification.store.ts'
import { askToVerify, type VerificationMail } from '../features/verification/verify-email.ts'
import type { Client } from '../client.ts'
import type { Place } from './places.ts'
import type { PictureNormalizer } from '../features/avatars/normalize-image.ts'

/** What a past is made with. */
export type PastServices = SessionStarter & VerificationMail & { pictures: PictureNormalizer }

/** The moment of a deed: whose it is, from where, and the server as it was then. */
export type Moment = {
  /** Their clock stands at `at`. */
  services: PastServices
  tx: Db
  user: Account
  /** Who they are at Google. */
  google: GoogleId
  at: Date
  client: Client
}

/**
 * Something that a person does.
 *
 * Deeds write what the use cases write, by the same stores: those begin transactions of their own, and would now send
 * letters of long ago.
 */
export type Deed = (moment: Moment) => Promise<unknown>

/** A deed that was done so many days ago, from somewhere. */
export type PastDeed = readonly [days_ago: number, from: Place, deed: Deed]

const dayMs = 86_400_000

/** Nothing but a record of it. */
export function happened(kind: EventKind, details: Record<string, string> = {}): Deed {
  return ({ tx, user, client, at }) => recordEvent(tx, { user_id: user.id, kind, client, at, details })
}

/** Signs in, and stays so until the session runs out or is ended. */
export function signedIn(method: SignInMethod = 'password'): Deed {
  return ({ services, tx, user, client }) => startSession(services, tx, user, client, method)
}

/** Has the tokens refreshed. */
export const refreshed: Deed = async ({ services, tx, user, client, at }) => {
  const session = await findSession(tx, { user, user_agent: client.user_agent, at })
  if (!session) return
  const { id, counter } = session
  const expires_at = new Date(at.getTime() + services.config.refresh_token_seconds * 1000)
  await moveCounter(tx, { id, counter, at, expires_at })
  await recordSessionUses(tx, [{ id, rot: counter + 1, at }])
}

/**
 * Ends a session.
 *
 * @param kind what the record calls it
 * @param user_agent the device's, where it is not this one
 */
export function endedSession(
  kind: 'signed_out' | 'session_revoked' | 'refresh_token_reused',
  user_agent?: string,
): Deed {
  return async ({ tx, user, client, at }) => {
    const session = await findSession(tx, { user, user_agent: user_agent ?? client.user_agent, at })
    if (!session) return
    await revokeSessions(tx, { user_id: user.id, ids: [session.id], at })
    await recordEvent(tx, { user_id: user.id, kind, client, at, details: { session_id: session.id } })
  }
}

/** Has the session of this browser refreshed from another network than that it began in. */
export function movedFrom(previous_ip: string): Deed {
  return async ({ tx, user, client, at }) => {
    const session = await findSession(tx, { user, user_agent: client.user_agent, at })
    if (!session) return
    const details = { session_id: session.id, previous_ip }
    await recordEvent(tx, { user_id: user.id, kind: 'refreshed_from_new_place', client, at, details })
  }
}

/** Null where the settings let sessions live so shortly that it is over. */
async function findSession(
  tx: Db,
  of: { user: Account; user_agent: string | null; at: Date },
): Promise<{ id: SessionId; counter: number } | null> {
  const live = await listLiveSessions(tx, of.user.id, of.at)
  const id = live.find((session) => session.user_agent === of.user_agent)?.id
  const state = id && (await findSessionState(tx, id))
  return id && state ? { id, counter: state.counter } : null
}

/** Has the address verified by the link that was mailed. */
export const verifiedEmail: Deed = async ({ tx, user, client, at }) => {
  await markEmailVerified(tx, { id: user.id, at })
  await recordEvent(tx, { user_id: user.id, kind: 'email_verified', client, at })
}

/** Gets the letter that asks to verify the address. */
export const askedToVerify: Deed = ({ services, tx, user, client }) =>
  askToVerify(services, tx, user, { kind: 'welcome', client })

/** Gives themselves a name. */
export function renamed(name: string): Deed {
  return async ({ tx, user, client, at }) => {
    await updateName(tx, { id: user.id, name, at })
    await recordEvent(tx, { user_id: user.id, kind: 'profile_changed', client, at })
  }
}

/** Uploads a picture. */
export function changedPicture(draw: () => Promise<Buffer>): Deed {
  return async ({ services, tx, user, client, at }) => {
    const webp = await services.pictures.normalize(await draw())
    const id = v4() as AvatarId
    await setAvatarId(tx, { id: user.id, avatar_id: id, at })
    await upsertAvatar(tx, { id, user_id: user.id, webp, at })
    await recordEvent(tx, { user_id: user.id, kind: 'avatar_changed', client, at })
  }
}

/** Removes the picture. */
export const removedPicture: Deed = async ({ tx, user, client, at }) => {
  await setAvatarId(tx, { id: user.id, avatar_id: null, at })
  await deleteAvatar(tx, user.id)
  await recordEvent(tx, { user_id: user.id, kind: 'avatar_removed', client, at })
}

/** Links Google. */
export const linkedGoogle: Deed = async ({ tx, user, google, client, at }) => {
  await setGoogleId(tx, { id: user.id, google, at })
  const details = { google_email: user.email }
  await recordEvent(tx, { user_id: user.id, kind: 'google_linked', client, at, details })
}

/** Undoes the link to Google. */
export const unlinkedGoogle: Deed = async ({ tx, user, client, at }) => {
  await clearGoogleId(tx, { id: user.id, at })
  await recordEvent(tx, { user_id: user.id, kind: 'google_unlinked', client, at })
}

/** Makes an API key, which runs out after so many days, or never. */
export function madeKey(name: string, scope: ApiKeyScope, expires_after_days: number | null): Deed {
  return async ({ tx, user, client, at }) => {
    const secret = makeSecret()
    const { id, key_prefix } = await insertKey(tx, {
      id: v7() as ApiKeyId,
      user_id: user.id,
      name,
      scope,
      key_prefix: prefixOf(secret),
      secret_hash: hashKey(secret),
      expires_at: expires_after_days === null ? null : new Date(at.getTime() + expires_after_days * dayMs),
      at,
    })
    const details = { api_key_id: id, name, scope, key_prefix }
    await recordEvent(tx, { user_id: user.id, kind: 'api_key_created', client, at, details })
  }
}

/** Has a program call with a key, which may do something by it. */
export function usedKey(name: string, deed?: Deed): Deed {
  return async (moment) => {
    const { tx, client, at } = moment
    const { id } = await getKey(moment, name)
    await recordUses(tx, [{ id, at }])
    await deed?.({ ...moment, client: { ...client, api_key_id: id } })
  }
}

/** Gives a key a new secret, and leaves it the old one for some time. */
export function rotatedKey(name: string, overlap_seconds: number): Deed {
  return async (moment) => {
    const { tx, user, client, at } = moment
    const { id } = await getKey(moment, name)
    const secret = makeSecret()
    const key_prefix = prefixOf(secret)
    const overlap_ends_at = new Date(at.getTime() + overlap_seconds * 1000)
    await replaceSecret(tx, {
      id,
      user_id: user.id,
      key_prefix,
      secret_hash: hashKey(secret),
      overlap_ends_at,
      at,
    })
    const details = { api_key_id: id, name, key_prefix, overlap_seconds: String(overlap_seconds) }
    await recordEvent(tx, { user_id: user.id, kind: 'api_key_rotated', client, at, details })
  }
}

/** Revokes a key. */
export function revokedKey(name: string): Deed {
  return async (moment) => {
    const { tx, user, client, at } = moment
    const { id, key_prefix } = await getKey(moment, name)
    await deleteKeys(tx, { user_id: user.id, id })
    const details = { api_key_id: id, name, key_prefix, by: 'owner' }
    await recordEvent(tx, { user_id: user.id, kind: 'api_key_revoked', client, at, details })
  }
}

async function getKey({ tx, user, at }: Moment, name: string) {
  const key = (await listKeys(tx, user.id, at)).find((one) => one.name === name)
  if (!key) throw new Error(`${user.email} has no key ${name} at ${at.toISOString()}.`)
  return key
}

/** Is suspended by an operator. */
export const suspended: Deed = async ({ tx, user, client, at }) => {
  await setSuspended(tx, { email: user.email, suspended_at: at })
  await recordEvent(tx, { user_id: user.id, kind: 'account_suspended', client, at })
}

/** Is restored by an operator. */
export const restored: Deed = async ({ tx, user, client, at }) => {
  await setSuspended(tx, { email: user.email, suspended_at: null })
  await recordEvent(tx, { user_id: user.id, kind: 'account_restored', client, at })
}
