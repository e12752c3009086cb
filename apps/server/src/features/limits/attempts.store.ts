import { sql } from 'kysely'
import { deleteInChunks } from '../../db/delete-in-chunks.ts'
import type { Db } from '../../db/schema.ts'
import type { Limit } from './limits.ts'

/** What is tried, as it is kept, and its limit. */
export type LimitedKey = { key_hash: Buffer; limit: Limit }

const delayAtMostSeconds = 3600

/**
 * Counts one try for each key, where its limit still allows one.
 *
 * One statement: of any number of tries at once, on any number of instances, no more are counted than
 * allowed. Rows are locked in the order of their keys, here and in `giveBackAttempts`, so that there is no
 * deadlock.
 *
 * @returns the keys that were counted; the transaction must be given up where one is missing
 */
export async function countAttemptsAt(db: Db, keys: readonly LimitedKey[], at: Date): Promise<Buffer[]> {
  const sorted = keys.toSorted((one, other) => one.key_hash.compare(other.key_hash))
  const now = sql`${at}::timestamptz`
  const { rows } = await sql<{ key_hash: Buffer }>`
    insert into attempt as kept (key_hash, count, quota, delay_seconds, resets_at)
    select key_hash, 1, quota, delay_seconds, ${now} + make_interval(secs => window_seconds)
    from unnest(
      ${sorted.map(({ key_hash }) => key_hash)}::bytea[],
      ${sorted.map(({ limit }) => limit.quota)}::int[],
      ${sorted.map(({ limit }) => limit.window_seconds)}::int[],
      ${sorted.map(({ limit }) => limit.delay_seconds ?? 0)}::int[]
    ) as wanted (key_hash, quota, window_seconds, delay_seconds)
    on conflict (key_hash) do update set (count, free_at, resets_at) = (
      select
        count,
        case when count < excluded.quota then null
          when excluded.delay_seconds = 0 then resets_at
          else ${now} + delay end,
        case when count < excluded.quota or excluded.delay_seconds = 0 then resets_at
          else excluded.resets_at + delay end
      from
        (select kept.resets_at <= ${now} as is_over) as kept_row,
        lateral (
          select
            case when is_over then 1 else kept.count + 1 end as count,
            case when is_over then excluded.resets_at else kept.resets_at end as resets_at
        ) as next,
        lateral (
          select make_interval(secs => least(
            ${delayAtMostSeconds}::int,
            excluded.delay_seconds * power(2, least(16, next.count - excluded.quota))
          )) as delay
        ) as wait
    )
    where kept.free_at is null or kept.free_at <= ${now} or kept.resets_at <= ${now}
    returning key_hash`.execute(db)
  return rows.map((row) => row.key_hash)
}

/** Takes one try back from each key, as if it had not been. */
export async function giveBackAttempts(db: Db, keys: readonly Buffer[]): Promise<void> {
  await sql`
    with held as (
      select key_hash from attempt where key_hash = any(${[...keys]}::bytea[]) order by key_hash for update
    )
    update attempt set
      count = greatest(count - 1, 0),
      free_at = case when count - 1 < quota then null else free_at end
    from held where attempt.key_hash = held.key_hash`.execute(db)
}

/** Which keys allow no further try now, and when they will. */
export async function findSpentAttempts(
  db: Db,
  keys: readonly Buffer[],
  at: Date,
): Promise<{ key_hash: Buffer; free_at: Date }[]> {
  return db
    .selectFrom('attempt')
    .select(['key_hash', 'free_at'])
    .where('key_hash', 'in', keys)
    .where('free_at', '>', at)
    .where('resets_at', '>', at)
    .$narrowType<{ free_at: Date }>()
    .execute()
}

/** Deletes counts that have run out. */
export async function deleteExpiredAttempts(db: Db, at: Date): Promise<void> {
  await deleteInChunks(db, 'attempt', sql`resets_at <= ${at}`)
}
