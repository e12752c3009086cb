import { parentPort } from 'node:worker_threads'
import { lowerThisThread } from '../../lower-threads.ts'
import { makeHash, makeNobodysHash, readHash } from './known-hashes.ts'

/** A password to hash, or to check against a hash; null: against nobody's. */
export type HashJob =
  | { kind: 'hash'; password: string }
  | { kind: 'verify'; password: string; password_hash: string | null }

/** What came of a job. `is_unreadable`: the hash is of no known form or asks for too much, and was not run. */
export type HashResult =
  | { kind: 'hashed'; password_hash: string }
  | { kind: 'verified'; matches: boolean; is_unreadable: boolean }

const niceness = 5
const nobody = makeNobodysHash()

function run(job: HashJob): HashResult {
  const password = job.password.normalize('NFKC')
  if (job.kind === 'hash') return { kind: 'hashed', password_hash: makeHash(password) }
  const hash = readHash(job.password_hash ?? nobody)
  if (!hash) {
    // As long as any other wrong password takes.
    readHash(nobody)?.matches(password)
    return { kind: 'verified', matches: false, is_unreadable: true }
  }
  // Another system may have hashed the characters as they were typed.
  const matches =
    hash.matches(password) || (!hash.is_current && password !== job.password && hash.matches(job.password))
  return { kind: 'verified', matches: matches && job.password_hash !== null, is_unreadable: false }
}

// So that a storm of sign-ins leaves the processor to people who are signed in.
lowerThisThread(niceness)
parentPort?.on('message', (job: HashJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(run(job))
})
