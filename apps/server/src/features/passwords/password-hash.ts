import { availableParallelism } from 'node:os'
import argon2 from 'argon2'
import pLimit from 'p-limit'
import { AuthError } from '../../auth-error.ts'

/** argon2id with the contract's parameters: 19,456 KiB, two passes, one lane. */
const parameters = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const queuedAtMost = 64

/** Hashes and checks passwords, a bounded number at a time, so that a storm of sign-ins leaves the rest of the server alone. */
export type PasswordHasher = {
  /** A PHC string. */
  hash(password: string): Promise<string>
  /** Whether the password matches; with no hash at all it takes as long, and does not. */
  verify(password: string, password_hash: string | null): Promise<boolean>
  /** Whether a hash was made with other parameters than today's. */
  isOutdated(password_hash: string): boolean
}

/**
 * Makes a hasher that runs one hash fewer at once than there are cores, with a queue of 64.
 *
 * A password is hashed as its NFKC form, so that one typed on another keyboard matches.
 * Both throw `unavailable` when the queue is full.
 */
export async function openPasswordHasher(): Promise<PasswordHasher> {
  const limit = pLimit(Math.max(1, availableParallelism() - 1))
  const nobody = await argon2.hash('nobody has this password', parameters)

  async function queued<T>(work: () => Promise<T>): Promise<T> {
    if (limit.pendingCount >= queuedAtMost) throw new AuthError('unavailable', { retry_after_seconds: 2 })
    return limit(work)
  }

  return {
    hash: (password) => queued(() => argon2.hash(password.normalize('NFKC'), parameters)),
    verify: async (password, password_hash) => {
      const matches = await queued(() => argon2.verify(password_hash ?? nobody, password.normalize('NFKC')))
      return matches && password_hash !== null
    },
    isOutdated: (password_hash) => argon2.needsRehash(password_hash, parameters),
  }
}
