import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/**
 * Keeps the provider's codes and grants in memory until they run out.
 *
 * Sessions are not kept: the provider then knows nobody the next time, and asks again who it is to be.
 */
export function memoryStore(): AdapterFactory {
  const kept = new Map<string, { payload: AdapterPayload; expiresAtMs: number }>()

  function sweep(): void {
    for (const [key, { expiresAtMs }] of kept) if (expiresAtMs <= Date.now()) kept.delete(key)
  }

  return (model): Adapter => ({
    async upsert(id, payload, expiresIn = 600) {
      sweep()
      if (model !== 'Session') {
        kept.set(`${model}:${id}`, { payload, expiresAtMs: Date.now() + expiresIn * 1000 })
      }
    },
    async find(id) {
      sweep()
      return kept.get(`${model}:${id}`)?.payload
    },
    async consume(id) {
      const found = kept.get(`${model}:${id}`)
      if (found) found.payload.consumed = Math.floor(Date.now() / 1000)
    },
    async destroy(id) {
      kept.delete(`${model}:${id}`)
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key)
    },
    // Neither sessions nor devices are kept.
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  })
}
