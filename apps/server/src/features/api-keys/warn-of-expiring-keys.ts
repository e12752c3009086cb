import { apiKeyExpiring } from '../../mail/letters/api-key-expiring.ts'
import { queueMail, type MailQueue } from '../../mail/queue-mail.ts'
import { takeKeysToWarnOf } from './api-keys.store.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/schema.ts'

const warnedBeforeMs = 7 * 86_400_000

/** What owners are warned with. */
export type KeyWarner = MailQueue & { config: Pick<Config, 'web_url'>; db: Db }

/**
 * Warns the owners of keys that expire within seven days, once per key, however many instances do this. There
 * is no warning for a key that was created for less than that.
 */
export async function warnOfExpiringKeys(services: KeyWarner, at: Date): Promise<void> {
  const { config, db } = services
  const warnSome = () =>
    db.transaction().execute(async (tx) => {
      const keys = await takeKeysToWarnOf(tx, { at, within_ms: warnedBeforeMs })
      for (const { email, ...key } of keys) {
        await queueMail(services, tx, apiKeyExpiring(config, { email, ...key }), email)
      }
      return keys.length
    })
  while ((await warnSome()) > 0);
}
