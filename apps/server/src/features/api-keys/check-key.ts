import type { ApiKeyScope } from '@runsite/shared/api-keys'
import type { ApiKeyId, UserId } from '@runsite/shared/ids'
import { AuthError } from '../../auth-error.ts'
import { findKeyBySecret } from './api-keys.store.ts'
import { hashKey, isKey } from './key-format.ts'
import type { KnownKey, KnownKeys } from './known-keys.ts'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/schema.ts'
import type { Revocations } from '../../revocations/revocations.ts'
import type { LastUsed } from './last-used.ts'

/** What API keys are checked with. */
export type KeyChecker = {
  db: Db
  now: Clock
  known_keys: Pick<KnownKeys, 'find' | 'beginRead'>
  revocations: Pick<Revocations, 'isProven' | 'isSuspended'>
  last_used: Pick<LastUsed, 'note'>
  metrics: { key_checks: { count(outcome: 'good' | KeyRefusal): void } }
}

/** Why a key is refused. */
type KeyRefusal = 'api_key_invalid' | 'api_key_expired' | 'account_suspended'

/**
 * Proves an API key: its checksum, then the key that its SHA-256 names. That is remembered, so that a key in
 * use costs no read while the feed of revocations has proved itself alive; while it has not, each check reads
 * the row.
 *
 * @throws `api_key_invalid`, `api_key_expired`, `account_suspended`
 */
export async function checkKey(services: KeyChecker, plaintextKey: string): Promise<ProvenKey> {
  const proof = await prove(services, plaintextKey)
  services.metrics.key_checks.count(typeof proof === 'string' ? proof : 'good')
  if (typeof proof === 'string') throw new AuthError(proof)
  return proof
}

type ProvenKey = { user_id: UserId; key_id: ApiKeyId; scope: ApiKeyScope }

async function prove(services: KeyChecker, plaintextKey: string): Promise<ProvenKey | KeyRefusal> {
  if (!isKey(plaintextKey)) return 'api_key_invalid'
  const secret_hash = hashKey(plaintextKey)
  const found = findKnown(services, secret_hash) ?? (await read(services, secret_hash))
  const at = services.now()
  if (!found || isOver(found.key.overlap_ends_at, at)) return 'api_key_invalid'
  const { key, is_suspended } = found
  if (isOver(key.expires_at, at)) return 'api_key_expired'
  if (is_suspended) return 'account_suspended'
  services.last_used.note(key.id, at)
  return { user_id: key.user_id, key_id: key.id, scope: key.scope }
}

type Found = { key: KnownKey; is_suspended: boolean }

function findKnown({ known_keys, revocations }: KeyChecker, secret_hash: string): Found | null {
  const key = known_keys.find(secret_hash)
  if (!key || !revocations.isProven()) return null
  const is_suspended = revocations.isSuspended(key.user_id)
  return is_suspended === 'unknown' ? null : { key, is_suspended }
}

async function read({ db, known_keys }: KeyChecker, secret_hash: string): Promise<Found | null> {
  const remember = known_keys.beginRead()
  const found = await findKeyBySecret(db, secret_hash)
  if (found) remember(secret_hash, found.key)
  return found
}

const isOver = (end: Date | null, at: Date) => end !== null && end <= at
