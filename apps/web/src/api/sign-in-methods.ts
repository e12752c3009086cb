/** A way into an account that a server may offer; `google-stand-in` stands in for Google where there is none. */
export type SignInMethod = 'password' | 'google' | 'google-stand-in' | 'registration'

const offered = document
  .querySelector<HTMLMetaElement>('meta[name="sign-in-methods"]')
  ?.content.trim()
  .split(/\s+/)

/** Whether this server offers it. It says so in the page itself, so that nothing has to be asked or appears late. */
export function isOffered(method: SignInMethod): boolean {
  return offered?.includes(method) ?? false
}
