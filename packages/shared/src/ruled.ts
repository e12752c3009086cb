import type { z } from 'zod'
import type { TextProblem } from './rules.ts'

/**
 * Makes a zod check of a rule, whose issues have the rule's word as their code.
 *
 * @param sentences says each problem that the rule can find
 */
export function ruled(
  rule: (text: string) => TextProblem | undefined,
  { minimum, maximum }: { minimum: number; maximum: number },
  sentences: Partial<Record<TextProblem, string>>,
): z.core.CheckFn<string> {
  return ({ value, issues }) => {
    const problem = rule(value)
    if (!problem) return
    const found = { input: value, message: sentences[problem] ?? '' }
    if (problem === 'too_small') issues.push({ ...found, code: problem, origin: 'string', minimum })
    else if (problem === 'too_big') issues.push({ ...found, code: problem, origin: 'string', maximum })
    else issues.push({ ...found, code: problem, format: 'text' })
  }
}
