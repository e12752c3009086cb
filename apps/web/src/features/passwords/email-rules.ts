/** What a form asks of an address before it is sent; the server decides. */
export const emailRules = {
  required: 'Enter your email address.',
  pattern: {
    value: /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/,
    message: 'Enter a full email address, such as ada@example.com.',
  },
}
