import type { FastifyInstance } from 'fastify'
import { AuthError } from '../../auth-error.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads JSON bodies: broken JSON and broken UTF-8 are `malformed_request`; an empty body is none.
 *
 * `keepText` hands the text on unparsed, for tRPC, which parses for itself and wants an object for none.
 */
export function addJsonBody(app: FastifyInstance, options: { keepText: boolean }): void {
  // `__proto__` is a field like another here, and no schema has it.
  const parse = app.getDefaultJsonParser('ignore', 'ignore')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string
    try {
      text = utf8.decode(body)
    } catch {
      done(new AuthError('malformed_request'))
      return
    }
    if (options.keepText) done(null, text.trim() === '' ? '{}' : text)
    else if (text.trim() === '') done(null, undefined)
    else void parse(request, text, done)
  })
}
