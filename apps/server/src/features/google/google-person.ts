import { Email } from '@runsite/shared/users'
import { authorizationCodeGrant, type IDToken } from 'openid-client'
import type { Services } from '../../services.ts'
import type { GoogleId } from '../users/google-link.store.ts'
import { callbackUrl } from './begin-sign-in.ts'
import type { GoogleProvider } from './google-provider.ts'
import type { Attempt } from './sealed-attempt.ts'

/** Somebody as Google knows them. */
export type GooglePerson = {
  google: GoogleId
  /** Null unless Google says that it is verified. */
  email: string | null
  name: string | null
  picture: string | null
}

/**
 * Exchanges a callback's code for who it is. Checked are the `state`, PKCE, the `nonce`, `iss` (RFC 9207), and the
 * ID token's signature, `iss`, `aud`, `azp` and `exp`.
 *
 * @param query the callback's own, as it came
 * @throws whatever goes wrong, and where Google does not answer
 */
export async function getGooglePerson(
  { config }: Services,
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
  return personOf(claims)
}

function personOf(claims: IDToken): GooglePerson {
  const { iss, sub, name, picture, email, email_verified } = claims
  if (sub.length > 255) throw new Error('the sub is too long')
  // Of an address that is none of ours to write down, nothing is verified.
  const address = email_verified === true ? Email.safeParse(email).data : undefined
  return {
    google: { issuer: iss, sub },
    email: address ?? null,
    name: typeof name === 'string' ? name : null,
    picture: typeof picture === 'string' ? picture : null,
  }
}
