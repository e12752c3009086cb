import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** What an ID token may say. */
type Claims = Record<string, unknown>

/** What an issuer does that is not as it should be. */
export type Deed = {
  /** Changes what the ID token says; undefined drops a claim. */
  claims?: Claims
  /** What it tells of its person apart from the ID token. */
  userinfo?: Claims
  /** Signs with a key that it does not publish. */
  signs_falsely?: boolean
  /** Signs with the client's secret, or not at all. */
  alg?: 'HS256' | 'none'
  /** The answer of the token endpoint, in place of tokens. */
  answers?: { status: number; body: string }
  /** Never answers there. */
  is_silent?: boolean
  /** Changes what the callback says beside the code; undefined drops a parameter. */
  callback?: Record<string, string | undefined>
}

/** An OpenID issuer that misbehaves as a test says: `await using issuer = await openHostileIssuer()`. */
export type HostileIssuer = {
  issuer: string
  client_id: string
  client_secret: string
  /** How the discovery document is answered: as it should be, with an error, or never. */
  discovery: 'good' | 'broken' | 'silent'
  /** How often it was asked for that. */
  asked: number
  /** Where the browser comes back to from `url`, with a code that brings what `deed` says. */
  comeBack(url: string, deed?: Deed): string
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const client_id = 'runsite'
const client_secret = 'a client’s secret'

/** Opens one on loopback. Its person is Ada, verified, unless a deed says otherwise. */
export async function openHostileIssuer(): Promise<HostileIssuer> {
  const key = await generateKeyPair('RS256')
  const unpublished = await generateKeyPair('RS256')
  const codes = new Map<string, { deed: Deed; nonce: string }>()

  async function idToken({ deed, nonce }: { deed: Deed; nonce: string }): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: hostile.issuer,
      aud: client_id,
      sub: 'ada',
      email: 'ada@example.com',
      email_verified: true,
      name: 'Ada Lovelace',
      nonce,
      iat: now,
      exp: now + 300,
      ...deed.claims,
    }
    if (deed.alg === 'none') {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
      return `${part({ alg: 'none' })}.${part(claims)}.`
    }
    const alg = deed.alg ?? 'RS256'
    const signing =
      alg === 'HS256'
        ? new TextEncoder().encode(client_secret)
        : (deed.signs_falsely ? unpublished : key).privateKey
    return new SignJWT(JSON.parse(JSON.stringify(claims)))
      .setProtectedHeader({ alg, kid: 'one' })
      .sign(signing)
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const send = (status: number, body: string) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    const { pathname } = new URL(request.url ?? '', 'http://issuer.invalid')
    if (pathname === '/.well-known/openid-configuration') {
      hostile.asked++
      if (hostile.discovery === 'silent') return
      if (hostile.discovery === 'broken') return send(500, 'oh no')
      return send(
        200,
        JSON.stringify({
          issuer: hostile.issuer,
          authorization_endpoint: `${hostile.issuer}/auth`,
          token_endpoint: `${hostile.issuer}/token`,
          userinfo_endpoint: `${hostile.issuer}/me`,
          jwks_uri: `${hostile.issuer}/keys`,
          response_types_supported: ['code'],
          id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
          authorization_response_iss_parameter_supported: true,
        }),
      )
    }
    if (pathname === '/keys') {
      const jwk = { ...(await exportJWK(key.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
      return send(200, JSON.stringify({ keys: [jwk] }))
    }
    if (pathname === '/me') {
      const [, code = ''] = request.headers.authorization?.split(' ') ?? []
      return send(200, JSON.stringify({ sub: 'ada', ...codes.get(code)?.deed.userinfo }))
    }
    let form = ''
    for await (const piece of request) form += String(piece)
    const code = new URLSearchParams(form).get('code') ?? ''
    const found = codes.get(code)
    if (!found) return send(400, JSON.stringify({ error: 'invalid_grant' }))
    if (found.deed.is_silent) return
    if (found.deed.answers) return send(found.deed.answers.status, found.deed.answers.body)
    return send(
      200,
      JSON.stringify({ access_token: code, token_type: 'Bearer', id_token: await idToken(found) }),
    )
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  async function close(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }

  const hostile: HostileIssuer = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    client_id,
    client_secret,
    discovery: 'good',
    asked: 0,
    comeBack(url, deed = {}) {
      const { searchParams } = new URL(url)
      const code = `code-${codes.size}`
      codes.set(code, { deed, nonce: searchParams.get('nonce') ?? '' })
      const back = new URL(searchParams.get('redirect_uri') ?? '')
      const says = { code, state: searchParams.get('state') ?? '', iss: hostile.issuer, ...deed.callback }
      for (const [name, value] of Object.entries(says))
        if (value !== undefined) back.searchParams.set(name, value)
      return back.href
    },
    close,
    [Symbol.asyncDispose]: close,
  }
  return hostile
}
