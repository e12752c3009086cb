import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AuthError } from '../../auth-error.ts'
import { admit } from '../../rpc/checks.ts'
import { addJsonBody } from './json-body.ts'
import { type RestProcedure, restProcedures } from './rest-procedures.ts'
import { addUploadBody, expectUpload, type UploadSpace } from './upload-body.ts'

/** Paths of `/api` answer under both. */
export const restPrefixes = ['/api', '/api/v1'] as const

/** Registers every procedure that has a `rest` line as native routes under `/api` and `/api/v1`. */
export async function restDoor(app: FastifyInstance, uploads: UploadSpace): Promise<void> {
  addJsonBody(app, { keepText: false })
  addUploadBody(app, uploads)
  for (const procedure of restProcedures()) {
    const readQuery = queryReader(procedure.type === 'query' ? procedure.input : null)
    for (const prefix of restPrefixes) addRoute(app, prefix, procedure, readQuery, uploads)
  }
}

function addRoute(
  app: FastifyInstance,
  prefix: string,
  procedure: RestProcedure,
  readQuery: QueryReader,
  uploads: UploadSpace,
): void {
  const { name, method, path, type, status, call, meta } = procedure
  app.route({
    method,
    url: prefix + path.replaceAll(/\{(\w+)\}/g, ':$1'),
    // The credential is checked before the body is read.
    onRequest: async (request, reply) => {
      await admit(request.rpc, procedure)
      if (meta.takes_file) expectUpload(request, reply, uploads)
    },
    handler: async (request, reply) => {
      const raw = type === 'query' ? readQuery(request) : bodyAndParameters(request)
      const output = await call({
        ctx: request.rpc,
        path: name,
        type,
        signal: undefined,
        batchIndex: 0,
        getRawInput: async () => raw,
      })
      reply.code(status).header('cache-control', 'no-store')
      if (status === 204) return reply.send()
      return reply.send(output)
    },
  })
}

function bodyAndParameters(request: FastifyRequest): unknown {
  const { body, params } = request
  const parameters = params as Record<string, string>
  if (Object.keys(parameters).length === 0) return body ?? {}
  if (body === undefined || body === null) return parameters
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw new AuthError('validation_failed', {
      errors: [{ path: [], message: 'The body must be an object.' }],
    })
  }
  // A path's parameter is never overruled by the body.
  return { ...body, ...parameters }
}

type QueryReader = (request: FastifyRequest) => unknown

/** Reads a query's input from path and query: numbers and booleans by the schema, unknown parameters left out. */
function queryReader(input: z.ZodType | null): QueryReader {
  const schema = input && z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  const properties = Object.entries((schema?.properties ?? {}) as Record<string, { type?: string }>)
  return (request) => {
    const given: Record<string, unknown> = { ...(request.query as object), ...(request.params as object) }
    const read: Record<string, unknown> = {}
    for (const [name, { type }] of properties) {
      const value = given[name]
      if (value === undefined) continue
      if (type === 'integer' && typeof value === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(value))
        read[name] = Number(value)
      else if (type === 'boolean' && (value === 'true' || value === 'false')) read[name] = value === 'true'
      else read[name] = value
    }
    return read
  }
}
