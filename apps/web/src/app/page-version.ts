// The build names its script by what is in it.
const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? ''

/** Which build this page runs: the release, and the name of its script. */
export const pageVersion = [__VERSION__, /-([\w-]+)\.js$/.exec(script)?.[1]].filter(Boolean).join('+')

/**
 * Whether the server has another build by now.
 *
 * @throws where it cannot be reached
 */
export async function isOutdated(): Promise<boolean> {
  const answer = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(10_000) })
  if (!answer.ok) throw new Error(`The page was answered with ${answer.status}.`)
  const html = await answer.text()
  return script !== '' && !html.includes(new URL(script).pathname)
}
