import type { UploadShare } from './upload-room.ts'

const stepBytes = 64 * 1024

/**
 * Bytes that arrive in pieces, in one block that grows where it stands: a thousand tiny pieces cost no more than
 * their sum, and nothing is copied as it grows.
 */
export class GrowingBytes {
  readonly #block: ArrayBuffer
  readonly #share: UploadShare
  readonly #atMost: number
  #length = 0

  /** @param atMost the most bytes that will ever come; addresses are set aside for them, memory is not */
  constructor(share: UploadShare, atMost: number) {
    this.#block = new ArrayBuffer(0, { maxByteLength: atMost })
    this.#share = share
    this.#atMost = atMost
  }

  /**
   * Adds a piece.
   *
   * @throws `unavailable` when there is no room for it
   */
  add(piece: Uint8Array): void {
    const length = this.#length + piece.length
    if (length > this.#block.byteLength) {
      const size = Math.min(this.#atMost, Math.ceil(length / stepBytes) * stepBytes)
      this.#share.take(size - this.#block.byteLength)
      this.#block.resize(size)
    }
    new Uint8Array(this.#block).set(piece, this.#length)
    this.#length = length
  }

  /** Forgets all of it at once, without waiting for the garbage collector. */
  drop(): void {
    this.#block.resize(0)
    this.#length = 0
  }

  /** All of it; nothing can be added after. */
  bytes(): Uint8Array {
    return new Uint8Array(this.#block.transferToFixedLength(this.#length))
  }
}
