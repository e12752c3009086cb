import type { PersonName } from '../src/stand-in/people.ts'

/** One of the page's people, `cancel`, or someone new. */
export type Choice = PersonName | 'cancel' | { email: string; name: string; verified: boolean }

/**
 * Chooses a person at the stand-in for Google, as a browser does, with cookies of its own.
 *
 * @param url where the app sends people to sign in: the stand-in's authorization address
 * @returns the app's callback address with `code` and `state`, or `error`; it is not opened
 */
export async function continueAs(url: string, choice: Choice): Promise<string> {
  const cookies = new Map<string, string>()
  const standIn = new URL(url).origin

  async function visit(address: string, form?: URLSearchParams): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(address, {
      headers: { cookie, accept: 'text/html' },
      redirect: 'manual',
      ...(form && { method: 'POST', body: form }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    return answer
  }

  const fields =
    typeof choice === 'string'
      ? { person: choice }
      : { person: 'new', email: choice.email, name: choice.name, ...(choice.verified && { verified: 'on' }) }
  let answer = await visit(url)
  let here = url
  for (let steps = 0; steps < 10; steps++) {
    const location = answer.headers.get('location')
    if (location) {
      here = new URL(location, here).href
      if (new URL(here).origin !== standIn) return here
      answer = await visit(here)
    } else if (answer.ok && new URL(here).pathname.startsWith('/choose/')) {
      answer = await visit(here, new URLSearchParams(fields))
    } else {
      break
    }
  }
  throw new Error(`The stand-in did not go on: ${answer.status} ${await answer.text()}`)
}
