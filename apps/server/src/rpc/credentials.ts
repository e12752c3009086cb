import type { Session } from '@runsite/shared/sessions'

/** What a request presents itself with, by form alone: nothing is checked yet. */
export type Credential = { kind: 'access_token' | 'api_key' | 'bad'; token: string }

/** The cookies of a session, on one request and its answer (contract, "Cookies"). */
export type SessionCookies = {
  access_token: string | null
  refresh_token: string | null
  /** What marks a browser that has signed in, unproven: see `knownBrowser`. */
  known_browser: string | null
  /** Whether they may change things: the request comes from the web app or from no browser. */
  are_trusted: boolean
  /**
   * A cookie whose authority is about to change something; null where it is not there.
   *
   * @throws `origin_rejected` for a cookie that another site sent along
   */
  readForChange(name: 'access_token' | 'refresh_token'): string | null
  /** Hands the browser a session's tokens. */
  set(session: Session): void
  /** The same after a sign-in, of whatever kind: the browser is known from here on. */
  signIn(session: Session): void
  /** Removes the tokens from the browser; it stays known. */
  clear(): void
}

/**
 * The cookies of sign-ins under way elsewhere, one each: two tabs that begin at once lose nothing of each
 * other's.
 */
export type AttemptCookies = {
  /** All that the browser sent, unproven. */
  list(): { name: string; value: string }[]
  set(name: string, value: string, seconds: number): void
  clear(name: string): void
}
