import { setTimeout as pause } from 'node:timers/promises'

/** Work that repeats and that no request waits for. */
export type Job = {
  /** Asks for a turn in a moment, once the transaction that asks is likely to be over. */
  wake(): void
  /** Takes a turn now, after the one under way. */
  run(): Promise<void>
  /** Waits for the turn under way, 5 seconds at most, and takes no more. */
  close(): Promise<void>
}

const wakeMs = 25
const stopMs = 5_000

/**
 * Does some work every few seconds and when woken, one turn at a time.
 *
 * @param work is told whether it should stop early
 * @param onError hears of a turn that failed; the next one comes all the same
 */
export function repeat(
  everySeconds: number,
  work: (isStopping: () => boolean) => Promise<void>,
  onError: (error: unknown) => void,
): Job {
  let turn: Promise<void> = Promise.resolve()
  let isWaiting = false
  let isClosed = false
  let woken: NodeJS.Timeout | undefined

  function run(): Promise<void> {
    // One turn waits at most: it sees what all who ask meanwhile have left.
    if (isWaiting) return turn
    isWaiting = true
    turn = turn.then(async () => {
      isWaiting = false
      if (!isClosed) await work(() => isClosed).catch(onError)
    })
    return turn
  }

  const timer = setInterval(() => void run(), everySeconds * 1000)
  timer.unref()

  return {
    wake() {
      if (isClosed) return
      woken ??= setTimeout(() => {
        woken = undefined
        void run()
      }, wakeMs).unref()
    },
    run,
    async close() {
      isClosed = true
      clearInterval(timer)
      clearTimeout(woken)
      await Promise.race([turn, pause(stopMs, undefined, { ref: false })])
    },
  }
}
