import { z } from 'zod'
import { ApiKeyId } from './ids.ts'
import { Name } from './users.ts'
import { Timestamp } from './wire.ts'

/** How much a key may do; each scope holds those before it. */
export const ApiKeyScope = z
  .enum(['read', 'write', 'admin'])
  .meta({ description: '`read` reads, `write` also creates and updates, `admin` also deletes.' })
export type ApiKeyScope = z.infer<typeof ApiKeyScope>

/** A key for programs, as its owner sees it: never the key itself. */
export const ApiKey = z
  .object({
    id: ApiKeyId,
    name: z.string().meta({ examples: ['cli-laptop'] }),
    key_prefix: z.string().meta({
      description: 'The first 8 hex digits after `ak_live_`.',
      examples: ['3f9c2a10'],
    }),
    scope: ApiKeyScope,
    is_active: z.boolean().meta({ description: 'False once it has expired.' }),
    last_used_at: Timestamp.nullable(),
    expires_at: Timestamp.nullable().meta({ description: 'Null: never.' }),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>

/** Every key of the caller's that is not revoked, newest first; expired ones are among them. */
export const ApiKeyList = z.object({ api_keys: z.array(ApiKey), total: z.int() })
export type ApiKeyList = z.infer<typeof ApiKeyList>

/** A key with what is shown of it this once. */
export const CreatedApiKey = z
  .object({
    ...ApiKey.shape,
    plaintext_key: z.string().meta({
      description: 'The key itself. It is not shown again.',
      examples: ['ak_live_3f9c2a10…'],
    }),
  })
  .meta({ id: 'CreatedApiKey' })
export type CreatedApiKey = z.infer<typeof CreatedApiKey>

/**
 * When a key runs out: RFC 3339 with any offset, kept in UTC with milliseconds. That it lies in the future is for
 * the server's clock to say.
 */
const expiresAt = z.iso
  .datetime({
    offset: true,
    abort: true,
    error: 'Enter a date and time, such as 2030-01-01T00:00:00Z.',
  })
  .overwrite((text) => new Date(text).toISOString())
  .refine((text) => text.length === 24, 'Enter a year of four digits.')
  .meta({ examples: ['2030-01-01T00:00:00.000Z'] })

/** A new key; `expires_at` null or left out: it never runs out. */
export const CreateApiKey = z.strictObject({
  name: Name,
  scope: ApiKeyScope,
  expires_at: expiresAt.nullable().default(null),
})
export type CreateApiKey = z.infer<typeof CreateApiKey>

/** A key of one's own to give a new secret; the old one stays good for `overlap_seconds`. */
export const RotateApiKey = z.strictObject({
  id: ApiKeyId,
  overlap_seconds: z
    .int()
    .min(0)
    .max(86_400)
    .default(0)
    .meta({
      description:
        'How long the old secret stays good beside the new one, up to a day. A later rotation ends it early.',
      examples: [3600],
    }),
})
export type RotateApiKey = z.infer<typeof RotateApiKey>

/** A key of one's own to revoke. */
export const RevokeApiKey = z.strictObject({ id: ApiKeyId })
export type RevokeApiKey = z.infer<typeof RevokeApiKey>
