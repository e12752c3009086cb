import type { FastifyInstance } from 'fastify'
import { AuthError } from '../auth-error.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads JSON bodies: broken JSON, broken UTF-8 and `__proto__` are `malformed_request`; an empty body is none.
 *
 * `keepText` hands the text on unparsed, for tRPC, which parses for itself.
 */
export function addJsonBody(app: FastifyInstance, options: { keepText: boolean }): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string
    try {
      text = utf8.decode(body)
    } catch {
      done(new AuthError('malformed_request'))
      return
    }
    if (options.keepText || text.trim() === '') done(null, options.keepText ? text : undefined)
    else void parse(request, text, done)
  })
}
