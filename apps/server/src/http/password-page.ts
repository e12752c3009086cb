import type { FastifyInstance } from 'fastify'
import type { Services } from '../services.ts'

/** `/.well-known/change-password`: where password managers send people to change theirs (W3C, of the same name). */
export function addPasswordPage(app: FastifyInstance, { config }: Services): void {
  app.get('/.well-known/change-password', async (_request, reply) =>
    reply.redirect(`${config.web_url}/settings/security`, 302),
  )
}
