import { randomBytes } from 'node:crypto'
import type { ClientMetadata, Configuration, JWK } from 'oidc-provider'
import { faultPage } from './choose-page.ts'
import { choosePath } from './choose-person.ts'
import { memoryStore } from './memory-store.ts'
import { personOf } from './people.ts'

/** The provider's settings: what Google does of OpenID Connect, and nothing that could be remembered. */
export function providerSettings(client: ClientMetadata, signingKey: JWK, webUrl: string): Configuration {
  return {
    adapter: memoryStore(),
    clients: [{ ...client, subject_type: 'pairwise' }],
    jwks: { keys: [signingKey] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    // The ID token has the address, as Google's has.
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    // Cookies ignore ports: these names are no one else's on this host.
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: {
        session: 'stand_in_session',
        interaction: 'stand_in_interaction',
        resume: 'stand_in_resume',
      },
    },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    // Sessions are not kept, so nothing may depend on one.
    expiresWithSession: () => false,
    interactions: { url: (_ctx, interaction) => choosePath(interaction.uid) },
    // The provider's own name for a person becomes Google's.
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_ctx, accountId) => personOf(accountId).sub,
    findAccount: (_ctx, accountId) => {
      const { email, name, verified } = personOf(accountId)
      return {
        accountId,
        claims: () => ({ sub: accountId, email, email_verified: verified, ...(name && { name }) }),
      }
    },
    // Choosing is agreeing: there is no second page to ask.
    async loadExistingGrant(ctx) {
      const { provider, client: asking, session } = ctx.oidc
      const grant = new provider.Grant({
        clientId: asking?.clientId ?? '',
        accountId: session?.accountId ?? '',
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    renderError(ctx, { error, error_description }) {
      ctx.type = 'html'
      ctx.body = faultPage(webUrl, error_description ?? error)
    },
  }
}
