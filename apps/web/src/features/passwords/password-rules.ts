import { givenPasswordProblem, newPasswordProblem } from '@runsite/shared/rules'

/** What the rules are, said before the first key. */
export const passwordHint = 'At least 8 characters. A few unrelated words work well.'

/** What to do about a new password that the rules refuse. */
export const newPasswordSentences = {
  too_small: 'Use at least 8 characters.',
  too_big: 'Use at most 128 characters.',
  invalid_format: 'A password is whole characters.',
}

/** What a form asks of a new password before it is sent; the server's list of common ones decides. */
export const newPasswordRules = {
  validate: (password: string) => {
    const problem = newPasswordProblem(password)
    return problem && newPasswordSentences[problem]
  },
}

const givenPasswordSentences = {
  too_small: 'Enter your password.',
  too_big: 'A password has at most 1,024 bytes.',
  invalid_format: '',
}

/** What a form asks of a password to sign in with. */
export const givenPasswordRules = {
  validate: (password: string) => {
    const problem = givenPasswordProblem(password)
    return problem && givenPasswordSentences[problem]
  },
}
