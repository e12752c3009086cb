import type { FastifyRequest } from 'fastify'
import type { Credential } from '../../rpc/credentials.ts'

const bad: Credential = { kind: 'bad', token: '' }

/**
 * Finds the credential of the `Authorization` header (RFC 6750, section 2.1); null where there is no such
 * header.
 *
 * Anything but one `Bearer` with one token is `bad`, and never falls back to a cookie (contract, "Spelling
 * and transport").
 */
export function headerCredential(request: FastifyRequest): Credential | null {
  // `headers` keeps the first of several; only `headersDistinct` tells that there were two.
  const values = request.raw.headersDistinct['authorization']
  if (!values) return null
  if (values.length !== 1) return bad
  const token = /^Bearer +([\w\-.~+/]+=*)$/i.exec(values[0] ?? '')?.[1]
  if (token === undefined) return bad
  return { kind: token.startsWith('ak_') ? 'api_key' : 'access_token', token }
}
