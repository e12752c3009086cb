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
 * What is wrong with a value where its schema has no words of its own, to be put after the value's name
 * ("must be a number"): it is missing, of another type, beyond its bounds, or no choice that there is. Of
 * anything else, nothing.
 */
export function inPlainWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'must be given'
        : `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
    case 'too_small':
      return issue.origin === 'string'
        ? `must have at least ${issue.minimum} characters`
        : `must be ${issue.minimum} or more`
    case 'too_big':
      return issue.origin === 'string'
        ? `must have at most ${issue.maximum} characters`
        : `must be ${issue.maximum} or less`
  }
  return undefined
}

/** The same as a sentence of its own. */
export function asSentence(issue: z.core.$ZodRawIssue): string | undefined {
  const words = inPlainWords(issue)
  return words && `${words[0]?.toUpperCase()}${words.slice(1)}.`
}
