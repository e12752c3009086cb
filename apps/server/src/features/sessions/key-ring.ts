import type { Db } from '../../db/schema.ts'
import { loadSigningKeys, type SigningKeys } from './signing-keys.ts'

const rereadMs = 30_000
const rereadAtMostEveryMs = 1_000

/** This instance's signing keys, followed as they rotate. */
export type KeyRing = {
  /** The keys as last read. */
  keys(): SigningKeys
  /** Reads again for a `kid` that is not known yet, at most once a second whoever asks. */
  reread(): Promise<SigningKeys>
  close(): void
}

/** Reads the keys, and again every 30 seconds: a rotation elsewhere is picked up without a restart. */
export async function openKeyRing(
  db: Db,
  sealingKey: Uint8Array,
  onError: (error: unknown) => void,
): Promise<KeyRing> {
  let keys = await loadSigningKeys(db, sealingKey)
  let readAtMs = performance.now()
  let reading: Promise<SigningKeys> | null = null

  async function read(): Promise<SigningKeys> {
    try {
      keys = await loadSigningKeys(db, sealingKey)
      readAtMs = performance.now()
      return keys
    } finally {
      reading = null
    }
  }

  const timer = setInterval(() => {
    reading ??= read()
    reading.catch(onError)
  }, rereadMs)
  timer.unref()

  return {
    keys: () => keys,
    async reread() {
      if (performance.now() - readAtMs < rereadAtMostEveryMs) return keys
      reading ??= read()
      return reading
    },
    close: () => clearInterval(timer),
  }
}
