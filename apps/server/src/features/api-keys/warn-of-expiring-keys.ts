import { apiKeyExpiring } from '../../mail/letters/api-key-expiring.ts'
import { queueMail, type MailQueue } from '../../mail/queue-mail.ts'
import { takeKeysToWarnOf } from './api-keys.store.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/schema.ts'

const warnedBeforeMs = 7 * 86_400_000

/** What owners are warned with. */
export type KeyWarner = MailQueue & { config: Pick<Config, 'web_url'>; db: Db }

/**
 * Tells the owners of keys that expire within seven days, each key once, however many instances do this. A key that
 * was made for a shorter time than that is not told of: its owner knows.
 */
export async function warnOfExpiringKeys(services: KeyWarner): Promise<void> {
  const at = services.now()
  await services.db.transaction().execute(async (tx) => {
    const keys = await takeKeysToWarnOf(tx, { at, within_ms: warnedBeforeMs })
    for (const { email, ...key } of keys) {
      await queueMail(services, tx, apiKeyExpiring(services.config, { email, ...key }), email)
    }
  })
}
