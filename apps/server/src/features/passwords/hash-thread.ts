import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import pLimit from 'p-limit'
import type { HashJob, HashResult } from './hash-worker.ts'

/** A thread of its own that hashes, one job after the other. */
export type HashThread = {
  /** Runs a job once those before it are done. Fails where the thread dies, and the next job gets a new one. */
  run(job: HashJob): Promise<HashResult>
  /** Ends the thread, and fails the job that is running. */
  close(): Promise<void>
}

// TypeScript in the sources, JavaScript once built.
const entry = new URL(`./hash-worker${extname(import.meta.url)}`, import.meta.url)

/** Opens the thread, which starts with its first job and keeps the process alive only while it has one. */
export function openHashThread(): HashThread {
  let worker: Worker | null = null
  const oneAtATime = pLimit(1)

  function start(): Worker {
    const started = new Worker(entry, { execArgv: [], stdin: false })
    started.unref()
    started.on('error', () => {})
    started.once('exit', () => {
      if (worker === started) worker = null
    })
    return started
  }

  function answerTo(job: HashJob): Promise<HashResult> {
    return new Promise((resolve, reject) => {
      const current = (worker ??= start())
      const finish = () => {
        current.off('message', onMessage).off('error', onEnd).off('exit', onEnd)
        current.unref()
      }
      const onMessage = (result: HashResult) => {
        finish()
        resolve(result)
      }
      const onEnd = (cause: unknown) => {
        finish()
        if (worker === current) worker = null
        reject(new Error('The thread that hashes passwords has ended.', { cause }))
      }
      current.on('message', onMessage).on('error', onEnd).on('exit', onEnd)
      current.ref()
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      current.postMessage(job)
    })
  }

  return {
    run: (job) => oneAtATime(answerTo, job),
    async close() {
      await worker?.terminate()
    },
  }
}
