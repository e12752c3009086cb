import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { UserId } from '@runsite/shared/ids'
import { parse, stringify } from 'uuid'

const accountsAtMost = 5
const idBytes = 8
const macBytes = 16

type Mark = { text: string; user_id: UserId; browser_id: string }

/**
 * The id of the browser that a `known_browser` cookie belongs to, if it has signed in to this account before.
 *
 * The cookie holds a mark for each of the last five accounts: 16 bytes of user id, 8 random ones of the
 * browser's id, 16 of HMAC-SHA256 over both, in base64url, with dots between. It opens nothing.
 */
export function knownBrowser(key: Uint8Array, cookie: string | null, user_id: UserId): string | null {
  return readMarks(key, cookie).find((mark) => mark.user_id === user_id)?.browser_id ?? null
}

/** Whether the browser has signed in to any account before. */
export function isKnownBrowser(key: Uint8Array, cookie: string | null): boolean {
  return readMarks(key, cookie).length > 0
}

/** The cookie of a browser that has just signed in to an account, made from the one it had. */
export function rememberAccount(key: Uint8Array, cookie: string | null, user_id: UserId): string {
  const marks = readMarks(key, cookie)
  const own = marks.find((mark) => mark.user_id === user_id)?.text ?? makeMark(key, user_id)
  const others = marks.filter((mark) => mark.user_id !== user_id).map((mark) => mark.text)
  return [own, ...others].slice(0, accountsAtMost).join('.')
}

function makeMark(key: Uint8Array, user_id: UserId): string {
  const body = Buffer.concat([parse(user_id), randomBytes(idBytes)])
  return Buffer.concat([body, macOf(key, body)]).toString('base64url')
}

function readMarks(key: Uint8Array, cookie: string | null): Mark[] {
  const texts = (cookie ?? '').split('.', accountsAtMost)
  return texts.flatMap((text) => {
    const bytes = Buffer.from(text, 'base64url')
    if (bytes.length !== 16 + idBytes + macBytes) return []
    const body = bytes.subarray(0, 16 + idBytes)
    if (!timingSafeEqual(macOf(key, body), bytes.subarray(body.length))) return []
    return {
      text,
      user_id: stringify(body.subarray(0, 16)) as UserId,
      browser_id: body.subarray(16).toString('hex'),
    }
  })
}

const macOf = (key: Uint8Array, body: Uint8Array) =>
  createHmac('sha256', key).update(body).digest().subarray(0, macBytes)
