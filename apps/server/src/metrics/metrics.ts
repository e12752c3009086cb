import { type ErrorCode, errors } from '@runsite/shared/errors'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { SignInMethod } from '../features/sessions/start-session.ts'
import type { Delivery } from '../mail/mailer.ts'

/** Counts events by one word of a fixed set. Each word is there from the start, at 0. */
export type Tally<Word extends string> = { count(word: Word): void }

/** What came of an API key: it was good, or the code it was refused with. */
export type KeyCheck = 'good' | 'api_key_invalid' | 'api_key_expired' | 'account_suspended'

/** What came of a refresh token: its session moved on, the same successor once more, or theft. */
export type Refresh = 'moved' | 'repeated' | 'reused'

/**
 * What the server tells of itself at `/metrics`: counters are raised where something happens, levels are set
 * where the page is written.
 */
export type Metrics = {
  registry: Registry
  /** Seconds that requests took. `route` is a template, `status` a class such as `2xx`. */
  requests: Histogram<'method' | 'route' | 'status'>
  refusals: Tally<ErrorCode>
  sessions_started: Tally<SignInMethod>
  refreshes: Tally<Refresh>
  key_checks: Tally<KeyCheck>
  mail_deliveries: Tally<Delivery['kind']>
  levels: Levels
}

/** How much there is of something at this moment. */
export type Levels = ReturnType<typeof makeLevels>

const requestSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** Makes the instruments of one server, all in one registry: two servers in a process share none. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]

  function tally<Word extends string>(
    name: string,
    help: string,
    label: string,
    words: readonly Word[],
  ): Tally<Word> {
    const counter = new Counter({ name, help, labelNames: [label], registers })
    // At 0, or the first one of each would be no increase.
    for (const word of words) counter.inc({ [label]: word }, 0)
    return { count: (word) => counter.inc({ [label]: word }) }
  }

  return {
    registry,
    requests: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Requests, from their headers to the end of the answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: requestSeconds,
      registers,
    }),
    refusals: tally(
      'auth_refusals_total',
      'Refusals by code; each refused call of a batch counts.',
      'code',
      Object.keys(errors) as ErrorCode[],
    ),
    sessions_started: tally(
      'auth_sessions_started_total',
      'Sessions started, by what proved who it was.',
      'method',
      ['password', 'google'],
    ),
    refreshes: tally(
      'auth_refreshes_total',
      'Refresh tokens that were current or had been, by what came of them.',
      'outcome',
      ['moved', 'repeated', 'reused'],
    ),
    key_checks: tally(
      'auth_api_key_checks_total',
      'API keys that were checked, by what came of them.',
      'outcome',
      ['good', 'api_key_invalid', 'api_key_expired', 'account_suspended'],
    ),
    mail_deliveries: tally(
      'auth_mail_deliveries_total',
      'Letters handed to the mail server; failed: to be tried again.',
      'outcome',
      ['sent', 'refused', 'failed'],
    ),
    levels: makeLevels(registers),
  }
}

function makeLevels(registers: Registry[]) {
  const level = (name: string, help: string) => new Gauge({ name, help, registers })
  return {
    hashes_running: level('auth_password_hashes_running', 'Passwords that are being hashed.'),
    hashes_waiting: level('auth_password_hashes_waiting', 'Passwords that wait to be hashed.'),
    hashes_refused: new Counter({
      name: 'auth_password_hashes_refused_total',
      help: 'Passwords that were not hashed: the queue was full, or the wait too long.',
      registers,
    }),
    mail_queued: level(
      'auth_mail_queued',
      'Letters in the queue that all instances share; 10,000 is that or more.',
    ),
    mail_oldest: level('auth_mail_oldest_seconds', 'Age of the oldest letter in the queue; 0 for none.'),
    feed_connected: level(
      'auth_revocation_feed_connected',
      '1 while the feed of what has ended is proven; else every check reads the database.',
    ),
    pool_in_use: level('auth_database_connections_in_use', 'Connections of the pool that are in use.'),
    pool_idle: level('auth_database_connections_idle', 'Connections of the pool that are open and idle.'),
    pool_waiting: level('auth_database_waiting', 'Queries that wait for a connection of the pool.'),
  }
}
