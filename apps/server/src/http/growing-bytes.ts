import type { UploadShare } from './upload-room.ts'

const firstBytes = 64 * 1024

/** Bytes that arrive in pieces, in one block that doubles: a thousand tiny pieces cost no more than their sum. */
export class GrowingBytes {
  #block = Buffer.alloc(0)
  #length = 0
  readonly #share: UploadShare
  readonly #atMost: number

  /** @param atMost the most bytes that will ever come */
  constructor(share: UploadShare, atMost: number) {
    this.#share = share
    this.#atMost = atMost
  }

  /**
   * Adds a piece.
   *
   * @throws `unavailable` when there is no room for it
   */
  add(piece: Uint8Array): void {
    const needed = this.#length + piece.length
    if (needed > this.#block.length) this.#grow(needed)
    this.#block.set(piece, this.#length)
    this.#length = needed
  }

  /** All of it. */
  bytes(): Buffer {
    return this.#block.subarray(0, this.#length)
  }

  #grow(needed: number): void {
    const size = Math.max(needed, Math.min(this.#atMost, Math.max(firstBytes, this.#block.length * 2)))
    this.#share.take(size - this.#block.length)
    const block = Buffer.allocUnsafeSlow(size)
    this.#block.copy(block, 0, 0, this.#length)
    this.#block = block
  }
}
