/** A way into an account that a server may offer. */
export type SignInMethod = 'password' | 'google' | 'registration'

const offered = document
  .querySelector<HTMLMetaElement>('meta[name="sign-in-methods"]')
  ?.content.trim()
  .split(/\s+/)

/** Whether this server offers it. It says so in the page itself, so that nothing has to be asked or appears late. */
export function isOffered(method: SignInMethod): boolean {
  return offered?.includes(method) ?? false
}
