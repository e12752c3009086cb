import { createHash, pbkdf2Sync, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { type Algorithm, hashRawSync, type Version } from '@node-rs/argon2'
import { verifySync } from '@node-rs/bcrypt'

/** A stored hash, read: how to run it, and whether it was made as hashes are made today. */
export type KnownHash = { is_current: boolean; matches: (password: string) => boolean }

/** Today's hash (contract, "Bad input"): argon2id, 19,456 KiB, two passes, one lane, 32 bytes over a 16-byte salt. */
const today = { memory_kib: 19_456, passes: 2, lanes: 1, salt_bytes: 16, tag_bytes: 32 } as const

// What a hash may cost: about a second of one core and 256 MiB. A stored hash that asks for more is never run.
const memoryAtMostKib = 262_144
const memoryPassesAtMostKib = 1_048_576
const bcryptCostAtMost = 14
const scryptBlocksAtMost = 2 ** 20
const scryptWorkAtMost = 2 ** 21
const pbkdf2IterationsAtMost = 2_000_000
const textAtMost = 512

// The library's enums are types alone: none of their values can be imported.
const argon2Kinds = { argon2d: 0, argon2i: 1, argon2id: 2 } as const
const argon2Versions = { 16: 0, 19: 1 } as const

/** Hashes a password as hashes are made today: a PHC string. Blocks for as long as it takes. */
export function makeHash(password: string): string {
  const salt = randomBytes(today.salt_bytes)
  return todaysForm(salt, argon2(password, salt, { kind: 'argon2id', version: 19, ...today }))
}

/** A hash of today's form that no password matches, for checks that must take as long as a real one. */
export function makeNobodysHash(): string {
  return todaysForm(randomBytes(today.salt_bytes), randomBytes(today.tag_bytes))
}

/**
 * Reads a stored hash: argon2 in all its kinds, scrypt and PBKDF2 as PHC strings (PBKDF2 also as passlib writes it),
 * bcrypt in its own form.
 *
 * @returns null for another form, a malformed one, and one that would cost more than a login may
 */
export function readHash(password_hash: string): KnownHash | null {
  if (password_hash.length > textAtMost) return null
  return (
    readArgon2(password_hash) ??
    readBcrypt(password_hash) ??
    readScrypt(password_hash) ??
    readPbkdf2(password_hash)
  )
}

function readArgon2(text: string): KnownHash | null {
  const found = /^\$(argon2(?:id|i|d))(?:\$v=(\d+))?\$([\w=,]+)\$([^$]+)\$([^$]+)$/.exec(text)
  if (!found) return null
  const [, kindText = '', versionText = '16', parameterText = '', saltText = '', tagText = ''] = found
  const kind = kindText as keyof typeof argon2Kinds
  const { m = 0, t = 0, p = 0 } = numbersOf(parameterText)
  const [salt, tag] = [bytesOf(saltText), bytesOf(tagText)]
  const version = Number(versionText)
  if ((version !== 16 && version !== 19) || !salt || !tag || salt.length < 8) return null
  if (t < 1 || p < 1 || p > 16 || m < 8 * p || m > memoryAtMostKib || m * t > memoryPassesAtMostKib)
    return null
  const parameters = { kind, version, memory_kib: m, passes: t, lanes: p, tag_bytes: tag.length } as const
  return {
    is_current:
      kind === 'argon2id' &&
      version === 19 &&
      m === today.memory_kib &&
      t === today.passes &&
      p === today.lanes &&
      salt.length >= today.salt_bytes &&
      tag.length === today.tag_bytes,
    matches: (password) => timingSafeEqual(argon2(password, salt, parameters), tag),
  }
}

/** bcrypt's own form, `$2a$`, `$2b$` and PHP's `$2y$`: the same but for bugs of long ago. */
function readBcrypt(text: string): KnownHash | null {
  const cost = Number(/^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(text)?.[1] ?? 0)
  if (cost < 4 || cost > bcryptCostAtMost) return null
  return { is_current: false, matches: (password) => verifySync(password, text) }
}

function readScrypt(text: string): KnownHash | null {
  const found = /^\$scrypt\$([\w=,]+)\$([^$]+)\$([^$]+)$/.exec(text)
  if (!found) return null
  const { ln = 0, r = 0, p = 0 } = numbersOf(found[1] ?? '')
  const [salt, tag] = [bytesOf(found[2] ?? ''), bytesOf(found[3] ?? '')]
  const cost = 2 ** ln
  if (!salt || !tag || ln < 1 || r < 1 || p < 1) return null
  if (cost * r > scryptBlocksAtMost || cost * r * p > scryptWorkAtMost) return null
  // The library counts the lanes too, and asks for a little more than the sum.
  const options = { cost, blockSize: r, parallelization: p, maxmem: 128 * r * (cost + p + 2) + 1024 }
  return {
    is_current: false,
    matches: (password) => timingSafeEqual(scryptSync(password, salt, tag.length, options), tag),
  }
}

function readPbkdf2(text: string): KnownHash | null {
  const found = /^\$pbkdf2(?:-(sha1|sha256|sha512))?\$([\w=,]+)\$([^$]+)\$([^$]+)$/.exec(text)
  if (!found) return null
  const [, digest = 'sha1', parameterText = '', saltText = '', tagText = ''] = found
  const { i = 0 } = /^\d+$/.test(parameterText) ? { i: Number(parameterText) } : numbersOf(parameterText)
  const [salt, tag] = [bytesOf(saltText), bytesOf(tagText)]
  if (!salt || !tag || !Number.isSafeInteger(i) || i < 1) return null
  // Each further block of output costs all iterations again.
  const blocks = Math.ceil(tag.length / createHash(digest).digest().length)
  if (i * blocks > pbkdf2IterationsAtMost) return null
  return {
    is_current: false,
    matches: (password) => timingSafeEqual(pbkdf2Sync(password, salt, i, tag.length, digest), tag),
  }
}

function argon2(
  password: string,
  salt: Uint8Array,
  of: {
    kind: keyof typeof argon2Kinds
    version: 16 | 19
    memory_kib: number
    passes: number
    lanes: number
    tag_bytes: number
  },
): Buffer {
  return hashRawSync(password, {
    salt,
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- see above
    algorithm: argon2Kinds[of.kind] as Algorithm,
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- see above
    version: argon2Versions[of.version] as Version,
    memoryCost: of.memory_kib,
    timeCost: of.passes,
    parallelism: of.lanes,
    outputLen: of.tag_bytes,
  })
}

function todaysForm(salt: Uint8Array, tag: Uint8Array): string {
  const { memory_kib, passes, lanes } = today
  return `$argon2id$v=19$m=${memory_kib},t=${passes},p=${lanes}$${textOf(salt)}$${textOf(tag)}`
}

/** `m=19456,t=2` as numbers. None where a part is malformed or too large. */
function numbersOf(text: string): Record<string, number> {
  const pairs = text.split(',').map((part) => /^([a-z]+)=(\d{1,9})$/.exec(part))
  if (pairs.includes(null)) return {}
  return Object.fromEntries(pairs.map((pair) => [pair?.[1], Number(pair?.[2])]))
}

/** PHC's base64: without padding; passlib writes `.` for `+`. Between 4 and 64 bytes, else null. */
function bytesOf(text: string): Buffer | null {
  if (!/^[A-Za-z0-9+/.]+$/.test(text)) return null
  const bytes = Buffer.from(text.replaceAll('.', '+'), 'base64')
  return bytes.length >= 4 && bytes.length <= 64 ? bytes : null
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '')
