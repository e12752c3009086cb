import { createHash, randomUUID, sign, verify } from 'node:crypto'
import type { SessionId, UserId } from '@runsite/shared/ids'
import { z } from 'zod'
import { AuthError } from '../../auth-error.ts'
import type { Config } from '../../config.ts'
import type { KeyRing } from './key-ring.ts'
import type { SigningKeys } from './signing-keys.ts'

const audience = 'runsite'
const leewaySeconds = 5
const rememberedAtMost = 50_000

const Header = z.object({ alg: z.literal('EdDSA'), typ: z.literal('at+jwt'), kid: z.string() })

const Claims = z.object({
  iss: z.string(),
  aud: z.literal(audience),
  sub: z.uuidv7(),
  sid: z.uuidv7(),
  rot: z.int().min(0),
  exp: z.int(),
})

/** What an access token proves: whose it is, in which session, and after how many refreshes (`rot`). */
export type AccessTokenClaims = { user_id: UserId; session_id: SessionId; rot: number; exp: number }

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    return null
  }
}

/**
 * Signs an access token (RFC 9068: `typ: at+jwt`, EdDSA) for a session.
 *
 * It is good for `expires_in` seconds. Signing and checking are synchronous `node:crypto`, at about half of jose's cost
 * (docs/decisions/access-tokens-by-hand.md).
 */
export function signAccessToken(
  keys: SigningKeys,
  config: Pick<Config, 'public_url'>,
  of: { user_id: UserId; session_id: SessionId; rot: number; at: Date; expires_in: number },
): string {
  const iat = Math.floor(of.at.getTime() / 1000)
  const header = encode({ alg: 'EdDSA', typ: 'at+jwt', kid: keys.current.kid })
  const claims = encode({
    iss: config.public_url,
    aud: audience,
    client_id: audience,
    sub: of.user_id,
    sid: of.session_id,
    rot: of.rot,
    jti: randomUUID(),
    iat,
    exp: iat + of.expires_in,
  })
  const signature = sign(null, Buffer.from(`${header}.${claims}`), keys.current.private_key)
  return `${header}.${claims}.${signature.toString('base64url')}`
}

/** Checks access tokens, and remembers those it has checked until they run out. */
export type AccessTokenVerifier = (token: string, at: Date) => Promise<AccessTokenClaims>

/**
 * Makes the check of access tokens: signature, `typ`, `alg`, `iss`, `aud`, `exp` with 5 seconds of leeway.
 *
 * A good token is verified once: a bounded map from its SHA-256 to its claims answers from then on. Whether the
 * session has ended is not asked here.
 *
 * The check throws `token_invalid`, or `token_expired` for one that was good.
 */
export function accessTokenVerifier(ring: KeyRing, config: Pick<Config, 'public_url'>): AccessTokenVerifier {
  const known = new Map<string, AccessTokenClaims>()

  return async (token, at) => {
    const nowSeconds = at.getTime() / 1000
    const digest = createHash('sha256').update(token).digest('base64url')
    let claims = known.get(digest)
    if (!claims) {
      claims = await verifyToken(token, ring, config)
      if (known.size >= rememberedAtMost) known.delete(known.keys().next().value ?? '')
      if (claims.exp + leewaySeconds > nowSeconds) known.set(digest, claims)
    }
    if (claims.exp + leewaySeconds <= nowSeconds) {
      known.delete(digest)
      throw new AuthError('token_expired')
    }
    return claims
  }
}

async function verifyToken(
  token: string,
  ring: KeyRing,
  config: Pick<Config, 'public_url'>,
): Promise<AccessTokenClaims> {
  const parts = /^([\w-]+)\.([\w-]+)\.([\w-]{86})$/.exec(token)
  const [, head = '', body = '', signature = ''] = parts ?? []
  const header = Header.safeParse(decode(head))
  if (!parts || !header.success) throw new AuthError('token_invalid')
  const { kid } = header.data
  const key = ring.keys().public_keys.get(kid) ?? (await ring.reread()).public_keys.get(kid)
  const bytes = Buffer.from(signature, 'base64url')
  // Spare bits in the last character would give one token many spellings.
  const isCanonical = bytes.toString('base64url') === signature
  if (!key || !isCanonical || !verify(null, Buffer.from(`${head}.${body}`), key, bytes)) {
    throw new AuthError('token_invalid')
  }
  const claims = Claims.safeParse(decode(body))
  if (!claims.success || claims.data.iss !== config.public_url) throw new AuthError('token_invalid')
  const { sub, sid, rot, exp } = claims.data
  return { user_id: sub as UserId, session_id: sid as SessionId, rot, exp }
}
