import { EventPage, ListEvents } from '@runsite/shared/audit'
import { signedIn } from '../../rpc/procedure.ts'
import { listEvents } from './audit.store.ts'

/** The procedures of `users` that show an account's record. */
export const auditProcedures = {
  events: signedIn
    .meta({ rest: 'GET /users/me/events', summary: 'List what happened to your account' })
    .input(ListEvents)
    .output(EventPage)
    .query(async ({ ctx, input }) => {
      const { limit, cursor } = input
      const found = await listEvents(ctx.services.db, {
        user_id: ctx.caller.user_id,
        cursor: cursor ?? null,
        limit: limit + 1,
      })
      const events = found.slice(0, limit)
      const hasMore = found.length > limit
      return { events, next_cursor: hasMore ? (events.at(-1)?.id ?? null) : null }
    }),
}
