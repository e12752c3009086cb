import {
  ApiKey,
  ApiKeyList,
  CreateApiKey,
  CreatedApiKey,
  RevokeApiKey,
  RotateApiKey,
} from '@runsite/shared/api-keys'
import { Nothing } from '@runsite/shared/wire'
import { AuthError } from '../../auth-error.ts'
import { router, signedIn, withKey } from '../../rpc/procedure.ts'
import { findKey, listKeys } from './api-keys.store.ts'
import { endKey } from './end-key.ts'
import { issueKey } from './issue-key.ts'
import { rotateKey } from './rotate-key.ts'

/** The procedures of `users` that a key calls about itself. */
export const apiKeyProcedures = {
  api_key: withKey
    .meta({ rest: 'GET /users/me/api-key', summary: 'Read the API key that calls' })
    .input(Nothing)
    .output(ApiKey)
    .query(async ({ ctx }) => {
      const { services, caller } = ctx
      const key = await findKey(services.db, {
        id: caller.key_id,
        user_id: caller.user_id,
        at: services.now(),
      })
      // It was revoked while it was being read.
      if (!key) throw new AuthError('api_key_invalid')
      return services.last_used.withLastUse(key)
    }),

  revoke_api_key: withKey
    .meta({ rest: 'DELETE /users/me/api-key', summary: 'Revoke the API key that calls', status: 204 })
    .input(Nothing)
    .mutation(async ({ ctx }) => {
      const { user_id, key_id } = ctx.caller
      await endKey(ctx.services, { user_id, id: key_id, by: 'key', client: ctx.client })
    }),
}

/** A person's keys for their programs. */
export const apiKeysRouter = router({
  list: signedIn
    .meta({ rest: 'GET /api-keys', summary: 'List your API keys' })
    .input(Nothing)
    .output(ApiKeyList)
    .query(async ({ ctx }) => {
      const { db, now, last_used } = ctx.services
      const found = await listKeys(db, ctx.caller.user_id, now())
      return { api_keys: found.map((key) => last_used.withLastUse(key)), total: found.length }
    }),

  create: signedIn
    .meta({
      rest: 'POST /api-keys',
      summary: 'Make an API key; it is shown this once',
      status: 201,
      refuses: ['too_many_keys'],
    })
    .input(CreateApiKey)
    .output(CreatedApiKey)
    .mutation(({ ctx, input }) => issueKey(ctx.services, ctx.caller, input, ctx.client)),

  rotate: signedIn
    .meta({
      rest: 'POST /api-keys/{id}/rotate',
      summary: 'Give an API key a new secret; it is shown this once',
      refuses: ['not_found', 'api_key_inactive'],
    })
    .input(RotateApiKey)
    .output(CreatedApiKey)
    .mutation(({ ctx, input }) => rotateKey(ctx.services, ctx.caller.user_id, input, ctx.client)),

  revoke: signedIn
    .meta({
      rest: 'DELETE /api-keys/{id}',
      summary: 'Revoke an API key',
      status: 204,
      refuses: ['not_found'],
    })
    .input(RevokeApiKey)
    .mutation(({ ctx, input }) =>
      endKey(ctx.services, {
        user_id: ctx.caller.user_id,
        id: input.id,
        by: 'owner',
        client: ctx.client,
      }),
    ),
})
