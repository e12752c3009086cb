import {
  allowInsecureRequests,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client'
import type { GoogleConfig } from '../../config.ts'

/** What Google says of itself, asked for when it is first needed. Fails where Google does not answer. */
export type GoogleProvider = () => Promise<Configuration>

const keptMs = 3_600_000

/**
 * Makes a provider that asks once an hour. A failure is not kept: who comes next asks again.
 *
 * @param answeredWithinSeconds how long each question to Google waits for its answer
 */
export function openGoogleProvider(
  { issuer, client_id, client_secret }: Omit<GoogleConfig, 'is_stand_in'>,
  answeredWithinSeconds = 5,
): GoogleProvider {
  let asked: { at: number; answer: Promise<Configuration> } | null = null

  function ask(): Promise<Configuration> {
    return discovery(new URL(issuer), client_id, client_secret, undefined, {
      timeout: answeredWithinSeconds,
      execute: [
        // An ID token that comes over TLS need not be signed by OpenID Connect; here it is checked all the
        // same.
        enableNonRepudiationChecks,
        // Loopback alone: the configuration refuses any other.
        ...(issuer.startsWith('http:') ? [allowInsecureRequests] : []),
      ],
    })
  }

  return () => {
    if (asked && performance.now() - asked.at < keptMs) return asked.answer
    const asking = { at: performance.now(), answer: ask() }
    asked = asking
    asking.answer.catch(() => {
      if (asked === asking) asked = null
    })
    return asking.answer
  }
}

/** Why Google did not do what it was asked, for the log: nothing secret, and nothing of the visitor's. */
export function failureOf(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { reason: 'unknown' }
  const { code, error: refusal, cause } = error as Error & { code?: unknown; error?: unknown }
  const causeCode = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return {
    reason: error.message,
    ...(typeof code === 'string' && { code }),
    ...(typeof causeCode === 'string' && { cause: causeCode }),
    // A code of RFC 6749, section 5.2, such as `invalid_client`: it tells of a wrong secret.
    ...(typeof refusal === 'string' && /^[a-z_]{1,40}$/.test(refusal) && { refusal }),
  }
}
