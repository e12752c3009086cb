import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  isNonJsonSerializable,
  type Operation,
  splitLink,
  type TRPCClient,
  type TRPCLink,
} from '@trpc/client'
import { observable, type Unsubscribable } from '@trpc/server/observable'
import { signedOutError } from './auth-error.ts'
import type { AppRouter } from './router-type.ts'
import { isCurable, type SessionKeeper } from './session.ts'

/** Makes the tRPC door of a session. Give a call's error to `refusalFrom` to get an `AuthError`. */
export function createTrpcClient(session: SessionKeeper): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({
    links: [
      sessionLink(session),
      splitLink({
        // A form goes alone.
        condition: (op) => isNonJsonSerializable(op.input),
        true: httpLink({ url: `${session.url}/trpc`, headers: ({ op }) => authorization(session, [op]) }),
        false: httpBatchLink({
          url: `${session.url}/trpc`,
          maxItems: 20,
          maxURLLength: 4000,
          headers: ({ opList }) => authorization(session, opList),
        }),
      }),
    ],
  })
}

const openPaths = new Set(['auth.register', 'auth.login', 'auth.forgot_password', 'auth.reset_password'])
const openingPaths = new Set(['auth.register', 'auth.login'])

/** Where an operation notes the token that went out with it, for the link above the batch. */
type Sent = { token: string | null }

/**
 * Waits for a token before each call, and after a 401 that a refresh cures, makes *that* call once more:
 * never the batch it went with, whose other calls may have done their work.
 */
function sessionLink(session: SessionKeeper): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const signal = op.signal ?? undefined
        let running: Unsubscribable | undefined
        let isOver = false
        const fail = (error: unknown) => {
          if (!isOver) observer.error(error as never)
        }

        const attempt = (isSecond: boolean) => {
          if (isOver) return
          const sent: Sent = { token: null }
          running = next({ ...op, context: { ...op.context, sent } }).subscribe({
            next: (value) => {
              if (openingPaths.has(op.path) && value.result.type === 'data') keep(session, value.result.data)
              if (op.path === 'users.remove') void session.signOut('account_deleted')
              observer.next(value)
            },
            complete: () => observer.complete(),
            error: (error) => {
              const code = codeOf(error)
              if (sent.token === null) return fail(error)
              if (isSecond || !isCurable(code)) {
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
        } else if (openPaths.has(op.path)) attempt(false)
        else session.token(signal).then(() => attempt(false), fail)

        return () => {
          isOver = true
          running?.unsubscribe()
        }
      })
}

/** Read at the last moment, when the batch goes out. */
function authorization(session: SessionKeeper, operations: Operation[]): Record<string, string> {
  const guarded = operations.filter((op) => !openPaths.has(op.path))
  if (guarded.length === 0) return {}
  const token = session.currentToken()
  if (token === null) throw signedOutError()
  for (const op of guarded) (op.context['sent'] as Sent).token = token
  return { authorization: `Bearer ${token}` }
}

function keep(session: SessionKeeper, data: unknown): void {
  session.begin(data as Parameters<SessionKeeper['begin']>[0])
}

function codeOf(error: { data?: unknown }): string | undefined {
  const data = error.data as { problem?: { code?: string; status?: number } } | null | undefined
  return data?.problem?.status === 401 ? data.problem.code : undefined
}
