import { AuthError } from '../auth-error.ts'

const bytesAtMost = 128 * 1024 * 1024

/** The memory that uploads may take, together, and how long one may take to arrive. */
export type UploadRoom = {
  /** Milliseconds without a byte, after which an upload is cut. */
  stalled_ms: number
  /** Milliseconds from its first byte to its last, after which it is cut; below the server's own limit. */
  received_ms: number
  /** What all of them hold at the moment. */
  taken_bytes(): number
  /** Makes an upload's share: nothing at first, so that one who sends slowly holds little. */
  open(): UploadShare
}

/** What one upload holds of the room. */
export type UploadShare = {
  /**
   * Takes more.
   *
   * @throws `unavailable` when the room is full
   */
  take(bytes: number): void
  /** Gives everything back, for good. */
  release(): void
}

/** Opens a room of 128 MiB for uploads that are being received or wait to be decoded. */
export function openUploadRoom(limit = bytesAtMost): UploadRoom {
  let takenBytes = 0
  return {
    stalled_ms: 10_000,
    received_ms: 28_000,
    taken_bytes: () => takenBytes,
    open() {
      let ownBytes = 0
      let isReleased = false
      return {
        take(bytes) {
          if (isReleased || takenBytes + bytes > limit) {
            throw new AuthError('unavailable', { retry_after_seconds: 5 })
          }
          takenBytes += bytes
          ownBytes += bytes
        },
        release() {
          isReleased = true
          takenBytes -= ownBytes
          ownBytes = 0
        },
      }
    },
  }
}
