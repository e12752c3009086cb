/** How many characters a new password has at least. */
export const leastCharacters = 8

/** What the rules are, said before the first key. */
export const passwordHint = `At least ${leastCharacters} characters. A few unrelated words work well.`

/** Counts characters as the server does. */
export function codePoints(text: string): number {
  return [...text.normalize('NFKC')].length
}

/** What a form asks of a new password before it is sent; the server's list of common ones decides. */
export const newPasswordRules = {
  validate: (password: string) =>
    (codePoints(password) < leastCharacters && `Use at least ${leastCharacters} characters.`) ||
    (codePoints(password) > 128 && 'Use at most 128 characters.') ||
    true,
}
