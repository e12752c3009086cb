import { fastifyRequestHandler } from '@trpc/server/adapters/fastify'
import { resolveResponse } from '@trpc/server/http'
import type { TRPCError } from '@trpc/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AuthError } from '../../auth-error.ts'
import { appRouter } from '../../router.ts'
import { admit } from '../../rpc/checks.ts'
import type { Context } from '../../rpc/context.ts'
import type { Procedure } from '../../rpc/meta.ts'
import { refusalOf, toProblem } from '../../rpc/refusal-of.ts'
import { addJsonBody } from './json-body.ts'
import { announceRefusal, logFault } from '../answers/refusals.ts'
import { procedures } from './rest-procedures.ts'
import { addUploadBody, expectUpload, type UploadSpace } from './upload-body.ts'

const callsAtMost = 20

/** Serves every procedure over tRPC under `/trpc`, singly and in batches. */
export async function trpcDoor(app: FastifyInstance, uploads: UploadSpace): Promise<void> {
  addJsonBody(app, { keepText: true })
  addUploadBody(app, uploads)
  const known = procedures()

  // What Fastify refuses before tRPC has the request still reads as tRPC's answer.
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error)
    logFault(request, error, refusal)
    return sendRefusals(
      request,
      reply,
      callNames(request).map(() => refusal),
    )
  })

  app.route<{ Params: { path: string } }>({
    method: ['GET', 'POST'],
    exposeHeadRoute: false,
    url: '/trpc/:path',
    onRequest: async (request, reply) => {
      const names = isBatch(request) ? callNames(request) : [request.params.path]
      if (names.length > callsAtMost) {
        throw new AuthError('malformed_request', { detail: `A batch holds at most ${callsAtMost} calls.` })
      }
      const called = names.map((name) => known.get(name)?._def)
      if (called.filter((procedure) => procedure?.meta?.sets_cookies).length > 1) {
        throw new AuthError('malformed_request', {
          detail: 'A batch holds at most one call that sets cookies.',
        })
      }
      const refusals = await refusalsOfAll(request, called)
      const canSayAll = !isStreamed(request) || new Set(refusals?.map(({ code }) => code)).size === 1
      if (refusals && canSayAll) return sendRefusals(request, reply, refusals)
      const takesFile = request.method === 'POST' && !isBatch(request) && called[0]?.meta?.takes_file
      if (takesFile) expectUpload(request, reply, uploads)
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const call: Call = {
        router: appRouter,
        path: request.params.path,
        createContext: async () => request.rpc,
        allowBatching: true,
        maxBatchSize: callsAtMost,
        onError({ error }) {
          const refusal = refusalOf(error)
          logFault(request, error.cause ?? error, refusal)
          announceRefusal(reply, refusal)
        },
      }
      if (request.upload_share) await reply.send(await answerUpload(call, request))
      else await fastifyRequestHandler({ ...call, req: request, res: reply })
    },
  })
}

/** What a call needs, whichever kind its body is. */
type Call = Pick<
  Parameters<typeof resolveResponse<typeof appRouter>>[0],
  'router' | 'path' | 'allowBatching' | 'maxBatchSize'
> & { createContext: () => Promise<Context>; onError(failed: { error: TRPCError }): void }

/** Calls a procedure with the file that was read already: tRPC would read forms of any size, and twice. */
async function answerUpload(call: Call, request: FastifyRequest): Promise<Response> {
  const headers = { 'content-type': 'multipart/form-data' }
  const form = new Request(`http://localhost${request.url}`, { method: 'POST', headers })
  Object.defineProperty(form, 'formData', { value: async () => request.body })
  return resolveResponse({ ...call, req: form, error: null })
}

/**
 * Checks every call of a request before the body is read, which is left unread where none may pass.
 *
 * @returns each call's own refusal; null where one of them may pass
 */
async function refusalsOfAll(
  request: FastifyRequest,
  called: (Procedure | undefined)[],
): Promise<AuthError[] | null> {
  const refusals: AuthError[] = []
  for (const procedure of called) {
    if (!procedure) return null
    try {
      await admit(request.rpc, procedure)
      return null
    } catch (error) {
      const refusal = refusalOf(error)
      logFault(request, error, refusal)
      refusals.push(refusal)
    }
  }
  return refusals
}

/** Answers each call with its refusal, in the status that all of them have, or 207. */
function sendRefusals(request: FastifyRequest, reply: FastifyReply, refusals: AuthError[]): FastifyReply {
  const answers = refusals.map((refusal) => toTrpcError(refusal, request))
  const statuses = new Set(refusals.map((refusal) => refusal.status))
  for (const refusal of refusals) announceRefusal(reply, refusal)
  return reply
    .code(statuses.size === 1 ? (refusals[0]?.status ?? 400) : 207)
    .header('cache-control', 'no-store')
    .send(isBatch(request) && !isStreamed(request) ? answers : answers[0])
}

function toTrpcError(refusal: AuthError, request: FastifyRequest) {
  const problem = toProblem(refusal, request.id)
  return {
    error: {
      message: problem.detail,
      code: -32_600,
      data: { code: 'BAD_REQUEST', httpStatus: problem.status, problem },
    },
  }
}

const isBatch = (request: FastifyRequest) => (request.query as { batch?: string }).batch === '1'
/** Whoever reads a stream takes, in the place of one, a single refusal for all of its calls. */
const isStreamed = (request: FastifyRequest) => request.headers['trpc-accept'] === 'application/jsonl'
const callNames = (request: FastifyRequest) => (request.params as { path: string }).path.split(',')
