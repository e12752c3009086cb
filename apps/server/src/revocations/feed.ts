import pg from 'pg'
import { channel, type Notice, readNotice } from './notice.ts'

const beatEveryMs = 250
const provenForMs = 1_000
const deadAfterMs = 3_000
const retryMs = 200

/** A connection that hears what every instance announces. */
export type Feed = {
  /** Whether everything committed until a second ago has surely been heard. */
  isProven: () => boolean
  close(): Promise<void>
}

/**
 * Listens, and proves that it still hears.
 *
 * Four times a second it sends itself a beat through the same queue as every notice. Postgres delivers that
 * queue in the order of commits, so a beat that is heard proves that all before it were. A connection that
 * breaks, or hears nothing for three seconds, is replaced.
 *
 * @param hears is told each notice
 * @param catchesUp runs on each new connection, already listening and before anything counts as proven: it
 *   reads what was missed
 */
export function openFeed(options: {
  connection_string: string
  hears: (notice: Notice) => void
  catchesUp: () => Promise<void>
  onError: (error: unknown) => void
}): Feed {
  let client: pg.Client | null = null
  let provenAtMs = Number.NEGATIVE_INFINITY
  let isClosed = false
  let connecting: Promise<void> = Promise.resolve()
  let retry: NodeJS.Timeout | undefined
  const sentAtMs = new Map<string, number>()
  let beats = 0

  /** A connection that is cut short by closing is no fault. */
  function report(error: unknown): void {
    if (!isClosed) options.onError(error)
  }

  function isProven(): boolean {
    return performance.now() - provenAtMs < provenForMs
  }

  function drop(dead: pg.Client): void {
    if (client === dead) {
      client = null
      provenAtMs = Number.NEGATIVE_INFINITY
      sentAtMs.clear()
      if (!isClosed) retry = setTimeout(connectAgain, retryMs)
    }
    dead.removeAllListeners('notification')
    dead.end().catch(() => {})
  }

  function connectAgain(): void {
    connecting = connect().catch(report)
  }

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: options.connection_string,
      connectionTimeoutMillis: deadAfterMs,
      query_timeout: deadAfterMs,
      application_name: 'runsite-auth feed',
      keepAlive: true,
    })
    client = fresh
    fresh.on('error', (error) => {
      report(error)
      drop(fresh)
    })
    fresh.on('end', () => drop(fresh))
    let isCaughtUp = false
    // What is heard while the past is still being read counts after it, so that an old reading undoes
    // nothing.
    const heardMeanwhile: Notice[] = []
    fresh.on('notification', ({ payload }) => {
      const notice = readNotice(payload ?? '')
      if (!notice) return
      if (notice.kind !== 'beat') {
        if (isCaughtUp) options.hears(notice)
        else heardMeanwhile.push(notice)
      }
      const sent = sentAtMs.get(notice.id)
      if (notice.kind !== 'beat' || sent === undefined || client !== fresh) return
      sentAtMs.delete(notice.id)
      if (isCaughtUp) provenAtMs = Math.max(provenAtMs, sent)
    })
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
      await options.catchesUp()
      for (const notice of heardMeanwhile) options.hears(notice)
      isCaughtUp = true
      await beat()
    } catch (error) {
      drop(fresh)
      throw error
    }
  }

  async function beat(): Promise<void> {
    const beating = client
    if (!beating) return
    const id = `${process.pid}-${identity}-${beats++}`
    sentAtMs.set(id, performance.now())
    await beating.query('select pg_notify($1, $2)', [channel, `beat ${id}`])
  }

  const identity = Math.random().toString(36).slice(2)
  const timer = setInterval(() => {
    const current = client
    if (!current || sentAtMs.size === 0) {
      if (current && provenAtMs > 0) void beat().catch(report)
      return
    }
    const [oldest = 0] = sentAtMs.values()
    // A beat is under way: no second one is queued behind a connection that may be dead.
    if (performance.now() - oldest > deadAfterMs) drop(current)
  }, beatEveryMs)
  timer.unref()
  connectAgain()

  return {
    isProven,
    async close() {
      isClosed = true
      clearInterval(timer)
      clearTimeout(retry)
      await connecting
      const last = client
      client = null
      await last?.end().catch(() => {})
    },
  }
}
