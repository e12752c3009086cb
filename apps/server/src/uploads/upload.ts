import { z } from 'zod'

/**
 * The one file of a form, whole, as the doors hand it to a procedure. Its name and type cannot be trusted,
 * and are dropped.
 */
export class Upload {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

/**
 * The input of a procedure that takes one file in the field `file`: clients send FormData, it gets an
 * `Upload`.
 */
export const FileForm = z
  .custom<FormData>((value) => value instanceof Upload, {
    error: 'Send a form with one file.',
    path: ['file'],
  })
  .transform((value) => value as unknown as Upload)
