import type { Session } from '@runsite/shared/sessions'

/** What a signed-in browser keeps: one JSON value under one key, so that it is never half-written. */
export type StoredSession = {
  user_id: string
  access_token: string
  refresh_token: string
  /** When the pair arrived, in milliseconds by this device's clock, which may be wrong. */
  received_at: number
  /** The access token's whole lifetime, in seconds. */
  expires_in: number
}

/** Where the tokens live. `watch` hears other tabs only; a null says why they ended it, where that is known. */
export type SessionStore = {
  read: () => StoredSession | null
  write: (session: StoredSession) => void
  clear: (reason: string) => void
  watch: (onChange: (endedBecause: string | null) => void) => () => void
}

/** The key in `localStorage`. */
export const storageKey = 'runsite.session'

/** Keeps the tokens for as long as the page lives. */
export function memoryStore(): SessionStore {
  let kept: StoredSession | null = null
  return {
    read: () => kept,
    write: (session) => {
      kept = session
    },
    clear: () => {
      kept = null
    },
    watch: () => () => {},
  }
}

/**
 * Keeps the tokens in `localStorage`, shared by all tabs of the origin.
 *
 * Where storage is missing, blocked or full, this tab goes on in memory.
 */
export function localStore(): SessionStore {
  const memory = memoryStore()
  let inMemory = false
  return {
    read: () => {
      if (inMemory) return memory.read()
      return parse(inStorage((local) => local.getItem(storageKey)))
    },
    write: (session) => {
      const text = JSON.stringify(session)
      const kept = inStorage((local) => {
        local.setItem(storageKey, text)
        return local.getItem(storageKey) === text
      })
      inMemory = kept !== true
      if (!inMemory) return memory.clear('')
      // A pair that is older than the one in memory must not be found there after a reload.
      inStorage((local) => local.removeItem(storageKey))
      memory.write(session)
    },
    clear: (reason) => {
      memory.clear(reason)
      inMemory = false
      // Other tabs get one event for each: the first tells them why, the second leaves nothing behind.
      inStorage((local) => local.setItem(storageKey, JSON.stringify({ ended: reason })))
      inStorage((local) => local.removeItem(storageKey))
    },
    watch: (onChange) => {
      if (typeof window === 'undefined') return () => {}
      const onStorage = (event: StorageEvent) => {
        if (event.key === storageKey || event.key === null) onChange(endedBecause(event.newValue))
      }
      window.addEventListener('storage', onStorage)
      return () => window.removeEventListener('storage', onStorage)
    },
  }
}

/** What `use` makes of `localStorage`; undefined where that is missing, blocked or full. */
export function inStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(globalThis.localStorage)
  } catch {
    return undefined
  }
}

/** What to keep of a session that has just arrived. */
export function toStored(session: Session, nowMs: number): StoredSession {
  return {
    user_id: session.id,
    access_token: session.access_token,
    refresh_token: session.refresh_token,
    received_at: nowMs,
    expires_in: session.expires_in,
  }
}

const nameStart = 'in-cookies.'

/** A session whose tokens are in cookies: a name for the pair stands where the tokens were. */
export function withoutTokens(session: Session): Session {
  const name = `${nameStart}${Date.now().toString(36)}${Math.random().toString(36).slice(1)}`
  return { ...session, access_token: name, refresh_token: name }
}

/** Forgets what the app stored while it still kept tokens: the cookies have the session. */
export function dropStoredTokens(store: SessionStore): void {
  const stored = store.read()
  if (!stored || stored.access_token.startsWith(nameStart)) return
  const name = `${nameStart}${stored.received_at}`
  store.write({ ...stored, access_token: name, refresh_token: name })
}

/** Whether an answer is a session, and not the page of a captive portal. */
export function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false
  const { id, access_token, refresh_token, expires_in } = value as Partial<Session>
  return (
    typeof id === 'string' &&
    typeof access_token === 'string' &&
    typeof refresh_token === 'string' &&
    typeof expires_in === 'number'
  )
}

function parse(text: string | null | undefined): StoredSession | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null) return null
    const stored = value as StoredSession
    const isWhole =
      typeof stored.user_id === 'string' &&
      typeof stored.access_token === 'string' &&
      typeof stored.refresh_token === 'string' &&
      typeof stored.received_at === 'number' &&
      typeof stored.expires_in === 'number'
    return isWhole ? stored : null
  } catch {
    return null
  }
}

function endedBecause(text: string | null): string | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return typeof value === 'object' && value !== null && 'ended' in value ? String(value.ended) : null
  } catch {
    return null
  }
}
