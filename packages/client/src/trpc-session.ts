import type { Session } from '@runsite/shared/sessions'
import type { Operation, TRPCLink } from '@trpc/client'
import { observable, type Unsubscribable } from '@trpc/server/observable'
import { signedOutError } from './auth-error.ts'
import type { AppRouter } from './router-type.ts'
import type { SessionKeeper } from './session-keeper.ts'

const openPaths = new Set(['auth.register', 'auth.login', 'auth.forgot_password', 'auth.reset_password'])
const openingPaths = new Set(['auth.register', 'auth.login'])

/** Whether a call goes without the session's token. Google's address needs it for linking only. */
function isOpen({ path, input }: Operation): boolean {
  if (path !== 'auth.google_url') return openPaths.has(path)
  return !(input as { link?: unknown } | undefined)?.link
}

/** Whose operation it is, and where it notes the token that went out with it, for the link above the batch. */
type Sent = { userId: string | null; token: string | null }

/**
 * Waits for a token before each call, and after a 401 that a refresh cures, makes *that* call once more:
 * never the batch it went with, whose other calls may have done their work.
 */
export function sessionLink(session: SessionKeeper): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const signal = op.signal ?? undefined
        const userId = session.userId()
        // By the time of the answer the cookies may have been those of somebody else.
        const isOurs = () => !session.usesCookies || isOpen(op) || session.userId() === userId
        let running: Unsubscribable | undefined
        let isOver = false
        const fail = (error: unknown) => {
          if (!isOver) observer.error(error as never)
        }

        const attempt = (isSecond: boolean) => {
          if (isOver) return
          const sent: Sent = { userId, token: null }
          running = next({ ...op, context: { ...op.context, sent } }).subscribe({
            next: (value) => {
              if (!isOurs()) return fail(signedOutError())
              const { result } = value
              if (op.path === 'users.remove') void session.signOut('account_deleted')
              // A streamed result has no `type`.
              if (openingPaths.has(op.path) && (result.type === undefined || result.type === 'data')) {
                const data = session.begin(result.data as Session)
                observer.next({ ...value, result: { ...result, data } })
              } else observer.next(value)
            },
            complete: () => observer.complete(),
            error: (error) => {
              if (!isOurs()) return fail(signedOutError(error))
              const code = codeOf(error)
              if (sent.token === null) return fail(error)
              if (isSecond || !session.isCurable(code)) {
                session.noteRefusal(code, sent.token, isSecond)
                return fail(error)
              }
              session.recover(error, sent.token, signal).then(() => attempt(true), fail)
            },
          })
        }

        if (op.path === 'auth.logout' || op.path === 'auth.refresh') {
          const deed: Promise<unknown> =
            op.path === 'auth.logout' ? session.signOut() : session.refresh(signal)
          deed.then((data) => {
            observer.next({ result: { type: 'data', data } })
            observer.complete()
          }, fail)
        } else if (isOpen(op)) session.untilSignedOut().then(() => attempt(false), fail)
        else session.token(signal).then(() => attempt(false), fail)

        return () => {
          isOver = true
          running?.unsubscribe()
        }
      })
}

/**
 * The options that a link of your own needs below `sessionLink`: `httpBatchStreamLink(sessionRequests(session))`.
 * Its calls reject with tRPC's error, of which `refusalFrom` makes an `AuthError`.
 */
export function sessionRequests(session: SessionKeeper) {
  return {
    url: `${session.url}/trpc`,
    headers: (going: { op: Operation } | { opList: Operation[] }) =>
      authorization(session, 'op' in going ? [going.op] : going.opList),
    fetch: (url: URL | RequestInfo, init?: object) => fetch(url, { ...init, credentials: 'include' }),
  }
}

/** Read at the last moment, when the batch goes out. */
function authorization(session: SessionKeeper, operations: Operation[]): Record<string, string> {
  const guarded = operations.filter((op) => !isOpen(op))
  if (guarded.length === 0) return {}
  const token = session.currentToken()
  const userId = session.userId()
  for (const op of guarded) {
    const sent = op.context['sent'] as Sent
    // Another user may have signed in since it was asked for.
    if (token === null || sent.userId !== userId) throw signedOutError()
    sent.token = token
  }
  if (session.usesCookies) return {}
  return { authorization: `Bearer ${token}` }
}

function codeOf(error: { data?: unknown }): string | undefined {
  const data = error.data as { problem?: { code?: string; status?: number } } | null | undefined
  return data?.problem?.status === 401 ? data.problem.code : undefined
}
