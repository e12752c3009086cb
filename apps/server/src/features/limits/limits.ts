/**
 * A limit: `quota` tries in a window that begins with the first. Past the quota the next try waits for the
 * window's end; or, with `delay_seconds`, that long, twice as long after the next, and so on up to an hour,
 * and all is forgotten a window after the last delay.
 */
export type Limit = { quota: number; window_seconds: number; delay_seconds?: number }

const quarterSeconds = 900

/** Every limit of the product (contract, "Guessing is limited"), by the name that `RateLimit` says. */
export const limits = {
  /** Wrong passwords from one network. */
  guess_network: { quota: 100, window_seconds: quarterSeconds },
  /** Wrong passwords for one account, by its address, from anywhere. */
  guess_account: { quota: 10, window_seconds: quarterSeconds, delay_seconds: 60 },
  /** Wrong passwords for one account from one network. */
  guess_pair: { quota: 5, window_seconds: quarterSeconds },
  /** Wrong passwords for one account from one browser that has signed in to it before. */
  guess_known_browser: { quota: 10, window_seconds: quarterSeconds },
  /** Registrations from one network. */
  registration: { quota: 20, window_seconds: 3600 },
  /** Refreshes of one session. */
  refresh: { quota: 60, window_seconds: 60 },
} as const satisfies Record<string, Limit>

/** The name of a limit. */
export type LimitName = keyof typeof limits
