import type { ErrorCode } from '@runsite/shared/errors'
import type { Session } from '@runsite/shared/sessions'
import { signedOutError, unreachableError } from './auth-error.ts'
import { type RefreshOnce, refreshOnce } from './refresh-once.ts'
import { type RefreshOutcome, requestRefresh, tokenBody } from './request-refresh.ts'
import { isOver, type Phase, phaseOf } from './session-phase.ts'
import {
  dropStoredTokens,
  isSession,
  localStore,
  memoryStore,
  type StoredSession,
  toStored,
  withoutTokens,
} from './session-store.ts'

/** Why a session is over: left here, left in another tab, replaced by another user's, or the server's word. */
export type SignedOutReason = 'signed_out' | 'signed_out_elsewhere' | 'switched' | ErrorCode

/** What listeners hear. `degraded`: a refresh got no verdict; the session is kept, and tried again later. */
export type SessionChange =
  | { kind: 'signed_in' | 'refreshed' | 'degraded' }
  | { kind: 'ended'; reason: SignedOutReason }

/** The one who knows the tokens: adapters ask it for one, and tell it of a refusal. */
export type SessionKeeper = {
  /** Where the server is, without a slash at the end. */
  url: string
  /** Whether the browser's cookies carry the tokens: then there is nothing to put into a header. */
  usesCookies: boolean
  /** Whether a person is signed in. An API key is nobody. */
  userId: () => string | null
  state: () => Phase | 'anonymous' | 'refreshing' | 'degraded' | 'ended'
  /** Why the last session is over, null while there is one or where there never was. */
  endedReason: () => SignedOutReason | null
  /**
   * A token to send now, refreshed first where it must be; with cookies, a name for the pair they hold.
   *
   * @throws `signed_out` `unreachable`
   */
  token: (signal?: AbortSignal) => Promise<string>
  /** The token as it stands, without waiting for anything. */
  currentToken: () => string | null
  /** A token to send once more after a 401, or `refusal` again where no token would help. */
  recover: (refusal: unknown, sentToken: string, signal?: AbortSignal) => Promise<string>
  /** Whether a refresh may cure a 401 with this code. */
  isCurable: (code: string | undefined) => boolean
  /** Hears of a refusal that no refresh can cure: a second 401, or a session that is over. */
  noteRefusal: (code: string | undefined, sentToken: string, wasResent: boolean) => void
  /** Keeps the session that a sign-in has just answered with; with cookies, it comes back without its tokens. */
  begin: (session: Session) => Session
  /** Refreshes now, joining a refresh under way. @throws `signed_out` `unreachable` */
  refresh: (signal?: AbortSignal) => Promise<Session>
  /**
   * Takes over the session that only the cookies hold, in the place of any other: the way back from Google.
   *
   * @returns whether there is one
   * @throws `unreachable`, or the server's refusal where it says nothing about that: `account_suspended`,
   * `unavailable`
   */
  restore: () => Promise<boolean>
  /** Forgets the session first, then tells the server, whose answer changes nothing. */
  signOut: () => Promise<void>
  /** Calls `listener` after each change, in a microtask. @returns how to stop */
  subscribe: (listener: (change: SessionChange) => void) => () => void
}

/** How a session is set up. */
export type SessionOptions = {
  /** Where the server is. May be left out in a browser on the server's own origin. */
  url?: string
  /**
   * Where the tokens live. `local` (the default): in `localStorage`, for all tabs. `memory`: nowhere, the session
   * ends with the page. `cookies`: in the server's cookies, which no script reads; for browsers only, on the site
   * of the server.
   */
  storage?: 'local' | 'memory' | 'cookies'
  /** Authenticates with this API key, for good: nothing is stored or refreshed. For programs, never for pages. */
  apiKey?: string
  /** Hears once that the session is over, and why. */
  onSignedOut?: (reason: SignedOutReason) => void
}

/**
 * Opens the session of this tab: reads what is stored, and follows what other tabs do.
 *
 * Nothing here needs a lock: the server answers the token before the current one with the same successor.
 */
export function createSession(options: SessionOptions = {}): SessionKeeper {
  const { apiKey, onSignedOut } = options
  const usesCookies = options.storage === 'cookies' && !apiKey
  const url = (options.url ?? globalThis.location.origin).replace(/\/$/, '')
  const store = options.storage === 'memory' || apiKey ? memoryStore() : localStore()
  const listeners = new Set<(change: SessionChange) => void>()
  if (usesCookies) dropStoredTokens(store)
  let known: StoredSession | null = store.read()
  let ended: SignedOutReason | null = null

  const tell = (change: SessionChange) => {
    queueMicrotask(() => {
      for (const listener of listeners) listener(change)
    })
  }
  const end = (reason: SignedOutReason) => {
    known = null
    ended = reason
    once.abort()
    tell({ kind: 'ended', reason })
  }
  const keep = (session: StoredSession) => {
    known = session
    ended = null
  }
  const save = (arrived: Session): Session => {
    const session = usesCookies ? withoutTokens(arrived) : arrived
    const stored = toStored(session, Date.now())
    keep(stored)
    store.write(stored)
    return session
  }

  /** Reads storage again: another tab may have refreshed, ended or replaced the session. */
  const sync = (endedBecause?: string | null): StoredSession | null => {
    const stored = store.read()
    if (known && !stored) end(asReason(endedBecause))
    else if (known && stored && stored.user_id !== known.user_id) end('switched')
    else if (stored && ended !== 'switched') {
      const isNew = !known
      keep(stored)
      if (isNew) tell({ kind: 'signed_in' })
    }
    return known
  }

  let spent: string | null = null
  const send = (signal: AbortSignal): Promise<RefreshOutcome> => {
    spent = known?.refresh_token ?? null
    return requestRefresh(url, usesCookies ? null : spent, signal)
  }
  const settle = (outcome: RefreshOutcome): Session | null => {
    const stored = sync()
    if (outcome.kind === 'no_verdict') {
      tell({ kind: 'degraded' })
      throw unreachableError(outcome.error.status, outcome.error)
    }
    if (!stored) throw signedOutError()
    // Another tab was faster: what it stored is at least as new.
    if (stored.refresh_token !== spent) return null
    if (outcome.kind === 'refused') {
      store.clear(outcome.error.code)
      end(outcome.error.code as ErrorCode)
      throw signedOutError(outcome.error)
    }
    const session = save(outcome.session)
    if (session.id !== stored.user_id) {
      // Another user has signed in past this client, and the cookies are theirs.
      end('switched')
      throw signedOutError()
    }
    tell({ kind: 'refreshed' })
    return session
  }
  const once: RefreshOnce = refreshOnce(send, settle)

  const begin = (session: Session): Session => {
    once.abort()
    once.reset()
    const kept = save(session)
    tell({ kind: 'signed_in' })
    return kept
  }
  const restoration: RefreshOnce = refreshOnce(
    (signal) => requestRefresh(url, null, signal),
    (outcome) => {
      if (outcome.kind === 'session') return begin(outcome.session)
      if (outcome.kind === 'refused' && outcome.error.status === 401) return null
      throw outcome.error
    },
  )

  const isCurable = (code: string | undefined): boolean =>
    code === 'token_expired' ||
    code === 'token_invalid' ||
    // A browser drops a cookie at the end of its life.
    (usesCookies && code === 'unauthenticated')

  const afterRefresh = async (signal?: AbortSignal): Promise<string> => {
    await once.run(signal)
    const session = sync()
    if (!session) throw signedOutError()
    return session.access_token
  }

  if (!apiKey) followTab(store.watch, sync, once.reset)
  if (onSignedOut) {
    listeners.add((change) => {
      if (change.kind === 'ended') onSignedOut(change.reason)
    })
  }

  return {
    url,
    usesCookies,
    userId: () => sync()?.user_id ?? null,
    endedReason: () => ended,
    state: () => {
      const session = sync()
      if (!session) return ended ? 'ended' : 'anonymous'
      if (once.isRunning()) return 'refreshing'
      return once.isDegraded() ? 'degraded' : phaseOf(session, Date.now())
    },
    token: async (signal) => {
      signal?.throwIfAborted()
      if (apiKey) return apiKey
      const session = sync()
      if (!session) throw signedOutError()
      const phase = phaseOf(session, Date.now())
      if (phase === 'fresh' || once.isStopped()) return session.access_token
      const isUsable = phase === 'soft' || (!once.isAllowed() && !isOver(session, Date.now()))
      if (!isUsable) return afterRefresh(signal)
      if (once.isAllowed()) once.run().catch(() => {})
      return session.access_token
    },
    currentToken: () => apiKey ?? sync()?.access_token ?? null,
    recover: async (refusal, sentToken, signal) => {
      signal?.throwIfAborted()
      if (apiKey) throw refusal
      const session = sync()
      if (!session) throw signedOutError()
      if (session.access_token !== sentToken) return session.access_token
      if (once.isStopped()) throw refusal
      return afterRefresh(signal)
    },
    isCurable,
    noteRefusal: (code, sentToken, wasResent) => {
      if (apiKey) return
      if (code === 'session_revoked' && sync()?.access_token === sentToken) {
        store.clear(code)
        end(code)
      } else if (wasResent && isCurable(code)) once.noteFutile()
    },
    begin: (session) => {
      if (!isSession(session)) throw unreachableError(200)
      restoration.abort()
      return begin(session)
    },
    refresh: async (signal) => {
      if (apiKey || !sync()) throw signedOutError()
      // Null is the pair of a faster tab, which came without its user: ask with that one.
      const session = (await once.run(signal)) ?? (await once.run(signal))
      if (!session) throw unreachableError()
      return session
    },
    restore: async () => {
      if (apiKey) return false
      // A person waits for the answer: no pause after an earlier failure.
      restoration.reset()
      return (await restoration.run()) !== null
    },
    signOut: async () => {
      restoration.abort()
      const session = apiKey ? null : store.read()
      if (!session) return
      store.clear('signed_out_elsewhere')
      end('signed_out')
      await tellServer(url, usesCookies ? null : session.refresh_token)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function asReason(text: string | null | undefined): SignedOutReason {
  return (text ?? 'signed_out_elsewhere') as SignedOutReason
}

async function tellServer(url: string, refreshToken: string | null): Promise<void> {
  try {
    await fetch(`${url}/api/auth/logout`, {
      method: 'POST',
      credentials: 'include',
      ...tokenBody(refreshToken),
      keepalive: true,
      signal: AbortSignal.timeout(10_000),
    })
  } catch {
    // Signed out here all the same: the tokens are gone, and run out by themselves.
  }
}

function followTab(
  watch: (onChange: (endedBecause: string | null) => void) => void,
  sync: (endedBecause?: string | null) => void,
  onOnline: () => void,
): void {
  watch(sync)
  if (typeof window === 'undefined') return
  window.addEventListener('pageshow', () => sync())
  window.addEventListener('online', onOnline)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') sync()
  })
}
