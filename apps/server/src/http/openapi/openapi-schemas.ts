import { z } from 'zod'

type Json = Record<string, unknown>

/** A schema's JSON Schema; those with an id move to `components/schemas`, where OpenAPI looks for them. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const {
    $schema: _schema,
    $defs,
    id,
    ...rest
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ jsonSchema: made }) {
      // The values are in `format`; the long patterns behind them help nobody.
      if (made.format) delete made.pattern
    },
  }) as Json
  for (const [name, inner] of Object.entries(($defs ?? {}) as Record<string, Json>))
    schemas[name] ??= withoutId(inner)
  if (typeof id !== 'string') return relinked(rest)
  schemas[id] ??= relinked(rest)
  return { $ref: `#/components/schemas/${id}` }
}

const withoutId = ({ id: _id, ...rest }: Json) => relinked(rest)
const relinked = (schema: Json): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json

/** An example of what a schema lets out, whole. */
export function outputExample(schema: z.ZodType): unknown {
  const { $defs, ...root } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Json
  return exampleOf(root, ($defs ?? {}) as Record<string, Json>)
}

/** An example value of a schema: the one it names, else one of its type. */
export function exampleOf(schema: Json, defs: Record<string, Json> = {}): unknown {
  const inside = (inner: unknown) => exampleOf((inner ?? {}) as Json, defs)
  if (typeof schema['$ref'] === 'string') return inside(defs[schema['$ref'].split('/').at(-1) ?? ''])
  const [named] = (schema['examples'] ?? []) as unknown[]
  if (named !== undefined) return named
  if (schema['const'] !== undefined) return schema['const']
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  if (Array.isArray(schema['anyOf'])) return inside(schema['anyOf'][0])
  if (schema['type'] === 'object') {
    const properties = (schema['properties'] ?? {}) as Record<string, Json>
    return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, inside(inner)]))
  }
  if (schema['type'] === 'array') return [inside(schema['items'])]
  if (schema['format'] === 'uuid') return '019ab1c2-7d3e-7f40-8a51-62b3c4d5e6f7'
  if (schema['type'] === 'boolean') return true
  if (schema['type'] === 'integer' || schema['type'] === 'number') return 1800
  return 'text'
}

/** An input's schema without the fields that the path carries. */
export function without(schema: Json, inPath: string[]): Json {
  if (inPath.length === 0) return schema
  const { properties, required, ...rest } = schema
  const stays = (name: string) => !inPath.includes(name)
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties as Json).filter(([name]) => stays(name))),
    required: ((required ?? []) as string[]).filter(stays),
  }
}
