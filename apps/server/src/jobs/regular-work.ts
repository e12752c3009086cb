import { type KeyWarner, warnOfExpiringKeys } from '../features/api-keys/warn-of-expiring-keys.ts'
import { deleteExpired } from './delete-expired.ts'

/** What is done every ten minutes: expired rows are deleted, and owners told of keys that expire soon. */
export async function doRegularWork(services: KeyWarner, rememberedSeconds: number): Promise<void> {
  await deleteExpired(services.db, services.now(), rememberedSeconds)
  await warnOfExpiringKeys(services)
}
