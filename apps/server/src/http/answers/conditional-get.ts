import type { FastifyReply, FastifyRequest } from 'fastify'

/** Sends what a client may have kept, or 304 where it has this very one (RFC 9110, section 13.1.2). */
export function sendUnlessKept(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: { etag: string; type: string; body: string | Buffer },
): FastifyReply {
  reply.header('etag', answer.etag)
  if (hasEtag(request.headers['if-none-match'], answer.etag)) return reply.code(304).send()
  return reply.type(answer.type).send(answer.body)
}

/** Whether `If-None-Match` names an entity tag. */
function hasEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(etag)
}
