import type { z } from 'zod'
import { appRouter } from '../../router.ts'
import type { Context } from '../../rpc/context.ts'
import { accessOf } from '../../rpc/checks.ts'
import type { Access, Meta } from '../../rpc/meta.ts'

type Call = (call: {
  ctx: Context
  path: string
  type: 'query' | 'mutation' | 'subscription'
  signal: AbortSignal | undefined
  batchIndex: number
  getRawInput: () => Promise<unknown>
}) => Promise<unknown>

/** A procedure with a REST path, as the doors and the OpenAPI document see it. */
export type RestProcedure = {
  /** `users.me` */
  name: string
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Under `/api`, with parameters as `{id}`. */
  path: string
  type: 'query' | 'mutation'
  access: Access
  status: number
  meta: Meta
  input: z.ZodType | null
  output: z.ZodType | null
  call: Call
}

type Defined = {
  _def: { type: 'query' | 'mutation'; meta?: Meta; inputs: z.ZodType[]; output?: z.ZodType }
}

/** Every procedure by its tRPC name. */
export function procedures(): Map<string, Defined> {
  return new Map(Object.entries(appRouter._def.procedures) as unknown as [string, Defined][])
}

/** Every procedure that has a `rest` line. */
export function restProcedures(): RestProcedure[] {
  return [...procedures()].flatMap(([name, procedure]) => {
    const { type, meta, inputs, output } = procedure._def
    if (!meta?.rest) return []
    const [method, path] = meta.rest.split(' ') as [RestProcedure['method'], string]
    return {
      name,
      method,
      path,
      type,
      meta,
      access: accessOf({ meta }),
      status: meta.status ?? 200,
      input: inputs[0] ?? null,
      output: output ?? null,
      call: procedure as unknown as Call,
    }
  })
}
