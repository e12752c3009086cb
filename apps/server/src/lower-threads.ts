import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'

/**
 * Puts the thread that calls behind the others of the process by this niceness. Linux alone has priorities
 * for threads; elsewhere all stays as it is.
 */
export function lowerThisThread(niceness: number): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness)
  } catch {
    // No `/proc`, or it is not allowed: slower for the others, never wrong.
  }
}

/**
 * Puts libuv's pool, where pictures are decoded, behind the other threads likewise; so are the threads that
 * those start. Call it when the pool has had work: its threads are there then, all of them.
 */
export function lowerPool(niceness: number): void {
  if (process.platform !== 'linux') return
  try {
    for (const id of readdirSync('/proc/self/task')) {
      const name = readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim()
      if (name === 'libuv-worker') setPriority(Number(id), niceness)
    }
  } catch {
    // As above; a thread may also have ended meanwhile.
  }
}
