import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * Seals bytes under a 32-byte key with AES-256-GCM: a fresh 12-byte nonce, the 16-byte tag, then the
 * ciphertext.
 *
 * @param context is bound to the box without being in it: opening needs the same
 */
export function seal(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Opens what `seal` made; null where the key or the context is another, or a bit was changed. */
export function open(key: Uint8Array, box: Uint8Array, context: string): Buffer | null {
  if (box.length < 28) return null
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12)).setAAD(Buffer.from(context))
  decipher.setAuthTag(box.subarray(12, 28))
  try {
    return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()])
  } catch {
    return null
  }
}
