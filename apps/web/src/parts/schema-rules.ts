import { zodResolver } from '@hookform/resolvers/zod'
import type { TextProblem } from '@runsite/shared/rules'
import type { FieldError, FieldValues, Resolver } from 'react-hook-form'
import type { z } from 'zod'

type Sentences<Values> = { [Field in keyof Values]?: Partial<Record<TextProblem, string>> }

/** Checks a form by a shared schema, and says what is wrong in the page's words where it has some. */
export function schemaRules<Values extends FieldValues, Output extends FieldValues>(
  schema: z.ZodType<Output, Values>,
  sentences: Sentences<Values> = {},
): Resolver<Values, unknown, Output> {
  const resolve = zodResolver(schema)
  return async (...form) => {
    const result = await resolve(...form)
    for (const [field, error] of Object.entries(result.errors) as [keyof Values, FieldError][]) {
      error.message = sentences[field]?.[error.type as TextProblem] ?? error.message ?? ''
    }
    return result
  }
}
