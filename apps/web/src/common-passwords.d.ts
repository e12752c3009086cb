/** Made by the build, from `common-passwords.ts`. */
declare module 'virtual:common-passwords' {
  /** The 5,000 commonest passwords, the commonest first. */
  export const words: string[]
  /** What lies beside each key. */
  export const qwerty: Record<string, (string | null)[]>
}
