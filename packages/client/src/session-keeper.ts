import type { ErrorCode } from '@runsite/shared/errors'
import type { Session } from '@runsite/shared/sessions'
import type { Phase } from './session-phase.ts'

/**
 * Why a session is over: left here, left in another tab, replaced by another user's, ended with its account, or the
 * server's word.
 */
export type SignedOutReason =
  | 'signed_out'
  | 'signed_out_elsewhere'
  | 'switched'
  | 'account_deleted'
  | ErrorCode

/** Why one leaves by oneself: `reauthentication_required` is to come back at once. */
type LeavingReason = 'signed_out' | 'account_deleted' | 'reauthentication_required'

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
  /** Resolves when a sign-in may be sent: with cookies, once a sign-out is answered, which removes them. */
  untilSignedOut: () => Promise<void>
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
  /** Forgets the session first, then tells the server, whose answer changes nothing. Other tabs hear why. */
  signOut: (reason?: LeavingReason) => Promise<void>
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
