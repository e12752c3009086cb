/** The channel that every instance listens to. */
export const channel = 'runsite_revocations'

/**
 * What has just happened, as the feed carries it: a session ended, a key ended, an account suspended or
 * restored.
 */
export type Notice = { kind: 'session' | 'api_key' | 'suspended' | 'restored' | 'beat'; id: string }

/** Reads a notice; null for what a newer release may send. */
export function readNotice(payload: string): Notice | null {
  const match = /^(session|api_key|suspended|restored|beat) (\S+)$/.exec(payload)
  return match ? { kind: match[1] as Notice['kind'], id: match[2] ?? '' } : null
}
