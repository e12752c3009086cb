/**
 * What the product asks of a text that people type (contract, "Bad input"). Without zod, so that the pages around
 * signing in can check by the same rules as the schemas, which are built on these.
 */

/** What is wrong with a text, in the words of zod's issues. */
export type TextProblem = 'too_small' | 'too_big' | 'invalid_format'

/** How many characters (code points) a name has. */
export const nameLimits = { minimum: 1, maximum: 100 }

/** How many characters (code points, after NFKC) a new password has. */
export const newPasswordLimits = { minimum: 8, maximum: 128 }

/** How many bytes a password to sign in with has. */
export const givenPasswordLimits = { minimum: 1, maximum: 1024 }

/** How many characters an email address has at most. */
export const longestEmail = 254

/** An email address, trimmed and in NFC; international ones pass. */
export const emailPattern =
  /^(?!.*\.\.)[^\s@\p{C}"(),:;<>[\\\]]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u

/** Checks a name that a person gives to themselves or to a thing: no control characters, spaces around it aside. */
export function nameProblem(text: string): TextProblem | undefined {
  const name = text.trim()
  if (name === '') return 'too_small'
  if ([...name].length > nameLimits.maximum) return 'too_big'
  return name.isWellFormed() && !/\p{Cc}/u.test(name) ? undefined : 'invalid_format'
}

/** Checks an email address, spaces around it aside. */
export function emailProblem(text: string): TextProblem | undefined {
  const email = text.trim().normalize('NFC')
  if (email === '') return 'too_small'
  if (email.length > longestEmail) return 'too_big'
  return emailPattern.test(email) ? undefined : 'invalid_format'
}

/** Counts the characters of a password, as its rules do. */
export function passwordLength(text: string): number {
  return [...text.normalize('NFKC')].length
}

/** Checks a password to be set. What is on the lists of common ones, the server says. */
export function newPasswordProblem(text: string): TextProblem | undefined {
  if (!text.isWellFormed()) return 'invalid_format'
  const length = passwordLength(text)
  if (length < newPasswordLimits.minimum) return 'too_small'
  return length > newPasswordLimits.maximum ? 'too_big' : undefined
}

/** Checks a password to sign in with: any that is not empty and not too long. */
export function givenPasswordProblem(text: string): TextProblem | undefined {
  if (text === '') return 'too_small'
  return new TextEncoder().encode(text).length > givenPasswordLimits.maximum ? 'too_big' : undefined
}
