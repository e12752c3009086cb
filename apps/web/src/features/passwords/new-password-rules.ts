const codePoints = (text: string) => [...text.normalize('NFKC')].length

/** What a form asks of a new password before it is sent: its length. The server knows which are too common. */
export const newPasswordRules = {
  validate: (password: string) =>
    (codePoints(password) < 8 && 'Use at least 8 characters.') ||
    (codePoints(password) > 128 && 'Use at most 128 characters.') ||
    true,
}
