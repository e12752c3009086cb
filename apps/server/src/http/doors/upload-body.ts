import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AuthError } from '../../auth-error.ts'
import { receiveUpload } from '../../uploads/receive-upload.ts'
import type { UploadRoom, UploadShare } from '../../uploads/upload-room.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set where the procedure that is called takes a file. */
    upload_share: UploadShare | null
  }
}

/** The room that uploads share. */
export type UploadSpace = { upload_room: UploadRoom }

/** Reads forms with a file, for the requests that `expectUpload` was called for; for others they are 415. */
export function addUploadBody(app: FastifyInstance, uploads: UploadSpace): void {
  app.decorateRequest('upload_share', null)
  app.addContentTypeParser('multipart/form-data', async (request: FastifyRequest, body: IncomingMessage) => {
    if (!request.upload_share) throw new AuthError('unsupported_media_type')
    return receiveUpload(body, uploads.upload_room, request.upload_share)
  })
}

/**
 * Prepares a request for a file, once its caller is known: what it holds is given back when it is answered.
 *
 * @throws `unsupported_media_type` for another kind of body
 */
export function expectUpload(request: FastifyRequest, reply: FastifyReply, uploads: UploadSpace): void {
  const type = request.headers['content-type']
  if (type !== undefined && !/^multipart\/form-data\s*(;|$)/i.test(type)) {
    throw new AuthError('unsupported_media_type')
  }
  const share = uploads.upload_room.open()
  request.upload_share = share
  reply.raw.once('close', () => share.release())
}
