import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { authSecret, deriveKey } from './crypto/auth-secret.ts'
import type { PoolLoad } from './db/open-database.ts'
import type { Db } from './db/schema.ts'
import { type KnownKeys, openKnownKeys } from './features/api-keys/known-keys.ts'
import { type LastUsed, openLastUsed } from './features/api-keys/last-used.ts'
import { openPictureNormalizer, type PictureNormalizer } from './features/avatars/normalize-image.ts'
import { type GoogleProvider, openGoogleProvider } from './features/google/google-provider.ts'
import { openPictureImports, type PictureImports } from './features/google/import-picture.ts'
import { openPictureFetcher, type PictureFetcher } from './features/google/picture-fetcher.ts'
import { answerResetRequest } from './features/passwords/forgot-password.ts'
import type { HashThread } from './features/passwords/hash-thread.ts'
import { openPasswordHasher, type PasswordHasher } from './features/passwords/password-hash.ts'
import { type AccessTokenVerifier, accessTokenVerifier } from './features/sessions/access-token.ts'
import { type KeyRing, openKeyRing } from './features/sessions/key-ring.ts'
import { openSessionActivity, type SessionActivity } from './features/sessions/session-activity.ts'
import { ensureSigningKeys, sealingKey } from './features/sessions/signing-keys.ts'
import { doRegularWork } from './jobs/regular-work.ts'
import type { Mailer } from './mail/mailer.ts'
import { openMailer } from './mail/open-mailer.ts'
import { sendLetter } from './mail/send-letter.ts'
import { type Metrics, openMetrics } from './metrics/metrics.ts'
import { type Jobs, openJobs } from './queues/open-jobs.ts'
import { openRevocations, type Revocations } from './revocations/revocations.ts'
import { openUploadRoom, type UploadRoom } from './uploads/upload-room.ts'
import type { Clock } from './clock.ts'

/** The outside world and what is made from it once: passed down by hand. */
export type Services = {
  config: Config
  db: Db
  pool_load: () => PoolLoad
  log: Logger
  now: Clock
  metrics: Metrics
  key_ring: KeyRing
  refresh_token_key: Uint8Array
  verify_access_token: AccessTokenVerifier
  session_activity: SessionActivity
  passwords: PasswordHasher
  mailer: Mailer
  /** Letters rest sealed under it. */
  mail_key: Uint8Array
  /** Work that no request waits for: letters, and what is done every ten minutes. */
  jobs: Jobs
  /** Keys the hashes under which tries are counted. */
  attempt_key: Uint8Array
  /** Keys the MAC of the `known_browser` cookie. */
  known_browser_key: Uint8Array
  /** What has ended, as the feed tells it. */
  revocations: Revocations
  /** API keys that were checked lately, and their use that is not yet written. */
  known_keys: KnownKeys
  last_used: LastUsed
  pictures: PictureNormalizer
  upload_room: UploadRoom
  /** Null: nobody signs in with Google. */
  google: GoogleProvider | null
  /** Seals the sign-ins that are under way at Google. */
  google_attempt_key: Uint8Array
  fetch_picture: PictureFetcher
  picture_imports: PictureImports
}

/** An ended session is remembered for this much longer than its last access token could be good. */
const endedMarginSeconds = 60

/** Opens what the server needs beside its migrated database; `close` writes what was collected. */
export async function openServices(world: {
  config: Config
  db: Db
  /** For the feed, which has a connection of its own. */
  connection_string: string
  pool_load: () => PoolLoad
  hash_thread: HashThread
  log: Logger
  now?: Clock
}): Promise<{ services: Services; close: () => Promise<void> }> {
  const { config, db, log } = world
  const now = world.now ?? (() => new Date())
  const secret = await authSecret(config)
  const sealing = sealingKey(secret)
  await ensureSigningKeys(db, sealing, now())
  const key_ring = await openKeyRing(db, sealing, (error) => log.error(error, 'signing keys were not read'))
  const session_activity = openSessionActivity(db, (error) =>
    log.error(error, 'the use of sessions was not written'),
  )
  const rememberedSeconds = config.access_token_seconds + endedMarginSeconds
  const revocations = openRevocations({
    db,
    connection_string: world.connection_string,
    rememberedSeconds,
    onError: (error) => log.warn(error, 'the feed of revocations was interrupted'),
  })
  const last_used = openLastUsed(db, (error) => log.error(error, 'the use of API keys was not written'))
  const services: Services = {
    config,
    db,
    pool_load: world.pool_load,
    log,
    now,
    metrics: openMetrics(),
    key_ring,
    refresh_token_key: deriveKey(secret, 'refresh-tokens'),
    verify_access_token: accessTokenVerifier(key_ring, config),
    session_activity,
    passwords: openPasswordHasher(world.hash_thread, () =>
      log.warn('a stored password hash cannot be checked: unknown, or too costly'),
    ),
    mailer: openMailer(config, now),
    mail_key: deriveKey(secret, 'mail'),
    jobs: await openJobs(world.connection_string, log),
    attempt_key: deriveKey(secret, 'attempts'),
    known_browser_key: deriveKey(secret, 'known-browsers'),
    revocations,
    known_keys: openKnownKeys(revocations),
    last_used,
    pictures: openPictureNormalizer(),
    upload_room: openUploadRoom(),
    google: config.google && openGoogleProvider(config.google),
    google_attempt_key: deriveKey(secret, 'google-attempts'),
    fetch_picture: openPictureFetcher(),
    picture_imports: openPictureImports(),
  }
  const { jobs } = services
  await jobs.work('mail', { at_once: 10, look_every_seconds: 1 }, (job) => sendLetter(services, job))
  await jobs.work('password-reset', { at_once: 10, look_every_seconds: 1 }, (job) =>
    answerResetRequest(services, job.data),
  )
  await jobs.work('regular-work', { at_once: 1, look_every_seconds: 30 }, (job) =>
    doRegularWork({ ...services, db }, job.started_at, rememberedSeconds),
  )
  await jobs.add(db, 'regular-work', {})
  return {
    services,
    async close() {
      key_ring.close()
      await services.picture_imports.close()
      await services.passwords.close()
      await jobs.close()
      services.mailer.close()
      await revocations.close()
      await session_activity.close()
      await last_used.close()
    },
  }
}
