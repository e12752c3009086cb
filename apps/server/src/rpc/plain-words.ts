import type { z } from 'zod'

const kinds: Partial<Record<z.core.$ZodIssueInvalidType['expected'], string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
}

/**
 * What is wrong with a value, for a caller of the API, where its schema has no words of its own: a field that is
 * missing, one of another type or beyond its bounds, a choice that there is not. Of anything else zod's words stay.
 */
export function inPlainWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'Must be given.'
        : `Must be ${kinds[issue.expected] ?? issue.expected}.`
    case 'invalid_value':
      return `Must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}.`
    case 'too_small':
      return issue.origin === 'string'
        ? `Must have at least ${issue.minimum} characters.`
        : `Must be ${issue.minimum} or more.`
    case 'too_big':
      return issue.origin === 'string'
        ? `Must have at most ${issue.maximum} characters.`
        : `Must be ${issue.maximum} or less.`
  }
  return undefined
}
