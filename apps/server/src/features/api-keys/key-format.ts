import { createHash, randomBytes } from 'node:crypto'

const start = 'ak_live_'
const randomHexDigits = 56
const prefixHexDigits = 8

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const checksumOf = (hex: string) => sha256(start + hex).slice(0, 8)

/** Makes a key (contract, "Tokens"): 28 random bytes in hex, then 4 bytes of SHA-256 over all before them. */
export function makeKey(): string {
  const hex = randomBytes(randomHexDigits / 2).toString('hex')
  return start + hex + checksumOf(hex)
}

/** Whether a text has the form of a key and its checksum is right: what is mistyped or invented is not. */
export function isKey(text: string): boolean {
  const [, hex, checksum] = /^ak_live_([0-9a-f]{56})([0-9a-f]{8})$/.exec(text) ?? []
  return hex !== undefined && checksumOf(hex) === checksum
}

/** What is stored of a key: its SHA-256, in hex. A key is random enough to need no slow hash. */
export const hashKey = (key: string): string => sha256(key)

/** What is shown of a key, so that its owner can tell it from others. */
export const prefixOf = (key: string): string => key.slice(start.length, start.length + prefixHexDigits)
