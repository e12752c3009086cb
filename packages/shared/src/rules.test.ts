import { expect, test } from 'vitest'
import { GivenPassword, NewPassword } from './passwords.ts'
import { emailProblem, givenPasswordProblem, nameProblem, newPasswordProblem } from './rules.ts'
import { Email, Name } from './users.ts'

const texts = [
  '',
  ' ',
  ' Ada@Example.COM ',
  'e\u0301@example.com',
  'ada@example',
  'seven lively otters',
  'ada\u0007',
  '\ud800 and seven more',
  'ﬁﬁﬁﬁ',
  '😀'.repeat(100),
  '😀'.repeat(129),
  `${'a'.repeat(250)}@b.io`,
  'x'.repeat(1025),
]

test.each([
  ['an address', Email, emailProblem],
  ['a name', Name, nameProblem],
  ['a new password', NewPassword, newPasswordProblem],
  ['a password to sign in with', GivenPassword, givenPasswordProblem],
] as const)('the rule and the schema of %s agree', (_, schema, problemOf) => {
  const accepted = texts.filter((text) => schema.safeParse(text).success)

  expect(texts.filter((text) => problemOf(text) === undefined)).toEqual(accepted)
  expect(accepted).not.toEqual([])
})
