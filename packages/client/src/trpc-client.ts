import {
  createTRPCClientProxy,
  createTRPCUntypedClient,
  httpBatchLink,
  httpLink,
  isNonJsonSerializable,
  splitLink,
  type TRPCClient,
} from '@trpc/client'
import { refusalFrom } from './refusal-from.ts'
import type { AppRouter } from './router-type.ts'
import type { SessionKeeper } from './session-keeper.ts'
import { sessionLink, sessionRequests } from './trpc-session.ts'

/** Makes the tRPC door of a session. Its calls reject with an `AuthError`. */
export function createTrpcClient(session: SessionKeeper): TRPCClient<AppRouter> {
  const client = createTRPCUntypedClient<AppRouter>({
    links: [
      sessionLink(session),
      splitLink({
        // A form goes alone.
        condition: (op) => isNonJsonSerializable(op.input),
        true: httpLink(sessionRequests(session)),
        false: httpBatchLink({ ...sessionRequests(session), maxItems: 20, maxURLLength: 4000 }),
      }),
    ],
  })
  const query = client.query.bind(client)
  const mutation = client.mutation.bind(client)
  client.query = (...call) => query(...call).catch((error) => refuse(error, call[2]?.signal))
  client.mutation = (...call) => mutation(...call).catch((error) => refuse(error, call[2]?.signal))
  return createTRPCClientProxy(client)
}

function refuse(error: unknown, signal: AbortSignal | undefined): never {
  throw signal?.aborted ? error : refusalFrom(error)
}
