import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { createClient } from '../src/index.ts'
import type { SessionChange, SessionOptions } from '../src/session.ts'
import { type StoredSession, storageKey } from '../src/session-store.ts'
import { startProxy } from './proxy.ts'

/** What everyone here signs in with. */
export const password = 'seven lively otters'

/** Where a request to refresh goes. */
export const refreshPath = '/api/auth/refresh'

/** Somebody signed in through a proxy, in a browser's tab whose storage the test can read and spoil. */
export async function signedIn(serverUrl = inject('serverUrl'), where: SessionOptions['storage'] = 'local') {
  const storage = useFakeStorage()
  const proxy = await startProxy(serverUrl)
  const client = createClient({ url: proxy.url, storage: where })
  const changes: SessionChange[] = []
  client.session.subscribe((change) => changes.push(change))
  const email = `${randomUUID()}@example.com`
  const user = await client.rest.auth.register({ email, password, name: 'Ada' })
  proxy.seen.length = 0
  changes.length = 0
  return {
    client,
    proxy,
    user,
    changes,
    storage,
    refreshes: () => proxy.to(refreshPath).length,
    /** What is stored, with changes: a token gone bad, a pair received long ago. */
    alter: (change: Partial<StoredSession>) =>
      storage.set(storageKey, JSON.stringify({ ...stored(storage), ...change })),
    stored: () => stored(storage),
    [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
  }
}

/** A token of the right form that the server refuses with `token_invalid`. */
export const badToken = 'eyJhbGciOiJFZERTQSJ9.e30.AAAA'

/** Puts an empty `localStorage` in place. @returns its content */
export function useFakeStorage(): Map<string, string> {
  const content = new Map<string, string>()
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    value: {
      getItem: (key: string) => content.get(key) ?? null,
      setItem: (key: string, value: string) => content.set(key, value),
      removeItem: (key: string) => content.delete(key),
    },
  })
  return content
}

function stored(storage: Map<string, string>): StoredSession {
  return JSON.parse(storage.get(storageKey) ?? '{}')
}
