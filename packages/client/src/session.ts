import type { ErrorCode } from '@runsite/shared/errors'
import type { Session } from '@runsite/shared/sessions'
import { signedOutError, unreachableError } from './auth-error.ts'
import { cookieLogout } from './cookie-logout.ts'
import { followTab } from './follow-tab.ts'
import { type RefreshOnce, refreshOnce } from './refresh-once.ts'
import { requestLogout } from './request-logout.ts'
import { type RefreshOutcome, requestRefresh } from './request-refresh.ts'
import type { SessionChange, SessionKeeper, SessionOptions, SignedOutReason } from './session-keeper.ts'
import { isOver, phaseOf } from './session-phase.ts'
import {
  dropStoredTokens,
  isSession,
  localStore,
  memoryStore,
  type StoredSession,
  toStored,
  withoutTokens,
} from './session-store.ts'

/**
 * Opens the session of this tab: reads what is stored, and follows what other tabs do.
 *
 * Nothing here needs a lock: the server answers the token before the current one with the same successor.
 *
 * @throws {TypeError} where neither `url` nor a page says where the server is
 */
export function createSession(options: SessionOptions = {}): SessionKeeper {
  const { apiKey, onSignedOut } = options
  const usesCookies = options.storage === 'cookies' && !apiKey
  const origin = options.url ?? globalThis.location?.origin
  if (!origin) throw new TypeError('Outside a browser, `url` has to say where the server is.')
  const url = origin.replace(/\/$/, '')
  const store = options.storage === 'memory' || apiKey ? memoryStore() : localStore()
  const cookies = usesCookies ? cookieLogout(url) : null
  const listeners = new Set<(change: SessionChange) => void>()
  if (usesCookies) dropStoredTokens(store)
  let known: StoredSession | null = store.read()
  let ended: SignedOutReason | null = null

  const tell = (change: SessionChange) => {
    // One each: a fault of a listener is told as one, and keeps nothing from the others.
    for (const listener of listeners) queueMicrotask(() => listener(change))
  }
  const end = (reason: SignedOutReason) => {
    known = null
    ended = reason
    once.abort()
    tell({ kind: 'ended', reason })
  }
  /** All tokens of the user who is signed in, so that a call made for somebody before is never repeated as theirs. */
  const ownTokens = new Set<string>()
  let owner: string | null = null
  const keep = (session: StoredSession) => {
    if (session.user_id !== owner) ownTokens.clear()
    owner = session.user_id
    ownTokens.add(session.access_token)
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
    if (!stored) throw signedOutError()
    // Another tab was faster: what it stored is at least as new.
    if (stored.refresh_token !== spent) return null
    if (outcome.kind === 'no_verdict') {
      tell({ kind: 'degraded' })
      throw unreachableError(outcome.error.status, outcome.error)
    }
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
    once.reset()
    cookies?.forget()
    // Whoever waits for a refresh of the same user goes on with this session.
    if (known && known.user_id !== session.id) end('switched')
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

  /** Whether the cookies are those of nobody who has left. */
  const settleCookies = async (): Promise<boolean> =>
    // Whoever is signed in has left nothing behind.
    !cookies || sync() !== null || cookies.settle()

  const onOnline = () => {
    once.reset()
    void settleCookies()
  }
  if (!apiKey) followTab(store.watch, sync, onOnline)
  void settleCookies()
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
      if (once.isAllowed() && !once.isRunning()) once.run().catch(() => {})
      return session.access_token
    },
    currentToken: () => apiKey ?? sync()?.access_token ?? null,
    recover: async (refusal, sentToken, signal) => {
      signal?.throwIfAborted()
      if (apiKey) throw refusal
      const session = sync()
      if (!session || !ownTokens.has(sentToken)) throw signedOutError(refusal)
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
      } else if (wasResent && isCurable(code)) once.noteFreshTokenRefused()
    },
    untilSignedOut: async () => void (await settleCookies()),
    begin: (session) => {
      if (!isSession(session)) throw unreachableError(200)
      // The key goes on in the session's place.
      if (apiKey) return session
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
      if (cookies && !(await settleCookies())) throw unreachableError()
      // A person waits for the answer: no pause after an earlier failure.
      restoration.reset()
      return (await restoration.run()) !== null
    },
    signOut: async (reason = 'signed_out') => {
      restoration.abort()
      const session = apiKey ? null : sync()
      if (!session) return
      store.clear(reason === 'signed_out' ? 'signed_out_elsewhere' : reason)
      end(reason)
      await (cookies ? cookies.tell() : requestLogout(url, session.refresh_token))
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
