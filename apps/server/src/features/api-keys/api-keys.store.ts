import type { ApiKey, ApiKeyScope } from '@runsite/shared/api-keys'
import type { ApiKeyId, UserId } from '@runsite/shared/ids'
import { type Selectable, sql } from 'kysely'
import type { Db } from '../../db/schema.ts'
import type { ApiKeyTable } from '../../db/tables/api-key-table.ts'
import { announceEndedKeys } from '../../revocations/revocations.store.ts'
import type { KnownKey } from './known-keys.ts'

/** A key's row without the secrets' hashes, as it stands at a moment. */
export function toApiKey(row: Selectable<ApiKeyTable>, at: Date): ApiKey {
  return {
    id: row.id,
    name: row.name,
    key_prefix: row.key_prefix,
    scope: row.scope,
    is_active: row.expires_at === null || row.expires_at > at,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    expires_at: row.expires_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

/** How many keys a user holds, expired ones among them. */
export async function countKeys(db: Db, user_id: UserId): Promise<number> {
  const { count } = await db
    .selectFrom('api_key')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('user_id', '=', user_id)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Adds a key. */
export async function insertKey(
  db: Db,
  key: {
    id: ApiKeyId
    user_id: UserId
    name: string
    scope: ApiKeyScope
    key_prefix: string
    secret_hash: string
    expires_at: Date | null
    at: Date
  },
): Promise<ApiKey> {
  const { at, ...columns } = key
  const row = await db
    .insertInto('api_key')
    .values({ ...columns, created_at: at, updated_at: at })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toApiKey(row, at)
}

/** A user's keys as they stand at a moment, newest first. */
export async function listKeys(db: Db, user_id: UserId, at: Date): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('api_key')
    .selectAll()
    .where('user_id', '=', user_id)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => toApiKey(row, at))
}

/** A key of a user's as it stands at a moment; null where there is none, or it is another's. */
export async function findKey(
  db: Db,
  of: { id: ApiKeyId; user_id: UserId; at: Date },
): Promise<ApiKey | null> {
  const row = await db
    .selectFrom('api_key')
    .selectAll()
    .where('id', '=', of.id)
    .where('user_id', '=', of.user_id)
    .executeTakeFirst()
  return row ? toApiKey(row, of.at) : null
}

/** The key that a secret belongs to, current or replaced, and whether its user is suspended. */
export async function findKeyBySecret(
  db: Db,
  secret_hash: string,
): Promise<{ key: KnownKey; is_suspended: boolean } | null> {
  const row = await db
    .selectFrom('api_key')
    .innerJoin('user', 'user.id', 'api_key.user_id')
    .select([
      'api_key.id',
      'api_key.user_id',
      'api_key.scope',
      'api_key.expires_at',
      'api_key.secret_hash',
      'api_key.overlap_ends_at',
      'user.suspended_at',
    ])
    .where((eb) =>
      eb.or([eb('api_key.secret_hash', '=', secret_hash), eb('api_key.overlap_hash', '=', secret_hash)]),
    )
    .executeTakeFirst()
  if (!row) return null
  const { secret_hash: current, suspended_at, overlap_ends_at, ...key } = row
  return {
    key: { ...key, overlap_ends_at: current === secret_hash ? null : overlap_ends_at },
    is_suspended: suspended_at !== null,
  }
}

/**
 * Gives a key that has not expired another secret, and tells every instance as the transaction commits. The
 * one before stays good until `overlap_ends_at`, or not at all; one before that is dead.
 *
 * @returns null where no such key of the user's is active
 */
export async function replaceSecret(
  db: Db,
  change: {
    id: ApiKeyId
    user_id: UserId
    key_prefix: string
    secret_hash: string
    overlap_ends_at: Date | null
    at: Date
  },
): Promise<ApiKey | null> {
  const { id, user_id, at, ...columns } = change
  const row = await db
    .updateTable('api_key')
    .set((eb) => ({
      ...columns,
      overlap_hash: columns.overlap_ends_at === null ? null : eb.ref('secret_hash'),
      updated_at: at,
    }))
    .where('id', '=', id)
    .where('user_id', '=', user_id)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', at)]))
    .returningAll()
    .executeTakeFirst()
  if (!row) return null
  await announceEndedKeys(db, [id])
  return toApiKey(row, at)
}

/**
 * Removes a user's keys, or one of them, and tells every instance as the transaction commits.
 *
 * @returns the keys that this removed
 */
export async function deleteKeys(
  db: Db,
  which: { user_id: UserId; id?: ApiKeyId },
): Promise<{ id: ApiKeyId; name: string; key_prefix: string }[]> {
  const { user_id, id } = which
  const deleted = await db
    .deleteFrom('api_key')
    .where('user_id', '=', user_id)
    .$if(id !== undefined, (query) => query.where('id', '=', id as ApiKeyId))
    .returning(['id', 'name', 'key_prefix'])
    .execute()
  await announceEndedKeys(
    db,
    deleted.map((key) => key.id),
  )
  return deleted
}

/** Writes when keys were last used, in one statement; nothing ever moves back. */
export async function recordUses(db: Db, uses: readonly { id: ApiKeyId; at: Date }[]): Promise<void> {
  if (uses.length === 0) return
  await sql`
    update api_key set last_used_at = greatest(api_key.last_used_at, used.at)
    from unnest(
      ${uses.map((used) => used.id)}::uuid[],
      ${uses.map((used) => used.at.toISOString())}::timestamptz[]
    ) as used (id, at)
    where api_key.id = used.id`.execute(db)
}

/**
 * Takes, a hundred at a time, the keys that expire soon and whose owner was not warned yet. Each key goes to
 * one instance only.
 */
export async function takeKeysToWarnOf(
  tx: Db,
  when: { at: Date; within_ms: number },
): Promise<{ email: string; name: string; key_prefix: string; expires_at: Date }[]> {
  const { at, within_ms } = when
  const taken = await sql<{ email: string; name: string; key_prefix: string; expires_at: Date }>`
    with due as (
      select id from api_key
      where warned_at is null and expires_at > ${at} and expires_at <= ${new Date(at.getTime() + within_ms)}
        and expires_at - created_at > make_interval(secs => ${within_ms / 1000})
      order by expires_at limit 100 for update skip locked
    )
    update api_key set warned_at = ${at} from due, "user"
    where api_key.id = due.id and "user".id = api_key.user_id
    returning "user".email, api_key.name, api_key.key_prefix, api_key.expires_at`.execute(tx)
  return taken.rows
}
