import { AvatarId } from '@runsite/shared/ids'
import type { FastifyInstance } from 'fastify'
import { AuthError } from '../../auth-error.ts'
import { sendUnlessKept } from '../../http/answers/conditional-get.ts'
import { findAvatar } from './avatars.store.ts'
import type { Db } from '../../db/schema.ts'

const extension = '.webp'

/**
 * Serves pictures at `/avatars/{id}.webp` under each prefix, to anyone who knows the address.
 *
 * A picture never changes at its address, so it may be kept for ever; pages elsewhere may show it; opened by
 * itself it can load and run nothing.
 */
export function addAvatars(app: FastifyInstance, services: { db: Db }, prefixes: readonly string[]): void {
  for (const prefix of prefixes) {
    app.get<{ Params: { file: string } }>(`${prefix}/avatars/:file`, async (request, reply) => {
      const id = avatarId(request.params.file)
      const webp = id && (await findAvatar(services.db, id))
      if (!webp) throw new AuthError('not_found')
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cross-origin-resource-policy', 'cross-origin')
      return sendUnlessKept(request, reply, { etag: `"${id}"`, type: 'image/webp', body: webp })
    })
  }
}

/** An address names a row and nothing else: what is not an id's one spelling is not there. */
function avatarId(file: string): AvatarId | null {
  if (!file.endsWith(extension)) return null
  const text = file.slice(0, -extension.length)
  const read = AvatarId.safeParse(text)
  return read.success && text === text.toLowerCase() ? read.data : null
}
