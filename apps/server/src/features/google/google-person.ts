import { Email } from '@runsite/shared/users'
import { authorizationCodeGrant, fetchUserInfo, type IDToken } from 'openid-client'
import type { GoogleId } from './google-links.store.ts'
import { callbackUrl } from './begin-sign-in.ts'
import type { GoogleProvider } from './google-provider.ts'
import type { Attempt } from './sealed-attempt.ts'
import type { Config } from '../../config.ts'

/** Somebody as Google knows them. */
export type GooglePerson = {
  google: GoogleId
  /** Null unless Google says that it is verified. */
  email: string | null
  name: string | null
  picture: string | null
}

/**
 * Exchanges a callback's code for who it is. Checked are the `state`, PKCE, the `nonce`, `iss` (RFC 9207),
 * and the ID token's signature, `iss`, `aud`, `azp` and `exp`. An issuer that leaves the address out of it,
 * as OpenID Connect lets it (Core 1.0, section 5.4), is asked for it apart.
 *
 * @param query the callback's own, as it came
 * @throws whatever goes wrong, and where Google does not answer
 */
export async function getGooglePerson(
  { config }: { config: Pick<Config, 'public_url'> },
  provider: GoogleProvider,
  attempt: Attempt,
  query: string,
): Promise<GooglePerson> {
  const configuration = await provider()
  const answer = await authorizationCodeGrant(configuration, new URL(`${callbackUrl(config)}?${query}`), {
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.code_verifier,
    idTokenExpected: true,
  })
  const claims = answer.claims()
  if (!claims) throw new Error('no ID token came')
  if (claims.email !== undefined || !configuration.serverMetadata().userinfo_endpoint) return personOf(claims)
  const userInfo = await fetchUserInfo(configuration, answer.access_token, claims.sub)
  return personOf({ ...userInfo, ...claims })
}

function personOf(claims: IDToken): GooglePerson {
  const { iss, sub, name, picture, email, email_verified } = claims
  if (sub.length > 255) throw new Error('the sub is too long')
  // An address that we could not store counts as unverified.
  const address = email_verified === true ? Email.safeParse(email).data : undefined
  return {
    google: { issuer: iss, sub },
    email: address ?? null,
    name: typeof name === 'string' ? name : null,
    picture: typeof picture === 'string' ? picture : null,
  }
}
