import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { dataFolder, startReady } from '../../test/server-process.ts'
import { type Choice, continueAs } from '../../test/stand-in-person.ts'

/** Signs in through the stand-in as a browser does; where it ended, and the cookies it was given. */
async function signIn(url: string, choice: Choice) {
  const begun = await fetch(`${url}/api/auth/google/url`)
  const { url: address } = (await begun.json()) as { url: string }
  const returned = new URL(await continueAs(address, choice))
  const answer = await fetch(url + returned.pathname + returned.search, {
    redirect: 'manual',
    headers: { cookie: pairs(begun) },
  })
  const location = new URL(answer.headers.get('location') ?? '')
  return { ended: location.pathname + location.search, cookie: pairs(answer) }
}

const pairs = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

test('on a machine with nothing configured the people sign in as Google’s would', async () => {
  await using folder = await dataFolder()
  await using server = await startReady({ DATA_DIR: folder.path, GOOGLE_STAND_IN: 'on', RATE_LIMITS: 'off' })
  const { url } = server

  const ada = await signIn(url, 'ada')
  const me = await fetch(`${url}/api/users/me`, { headers: { cookie: ada.cookie } })
  const ended: Record<string, string> = {}
  for (const choice of ['unverified', 'refuses', 'cancel', 'changed_sub', 'changed_address'] as const) {
    ended[choice] = (await signIn(url, choice)).ended
  }

  expect(ada.ended).toBe('/')
  expect(await me.json()).toMatchObject({
    email: 'ada@example.com',
    email_verified: true,
    name: 'Ada Lovelace',
    has_google: true,
    has_password: false,
  })
  expect(ended).toEqual({
    unverified: '/login?error=google_unverified',
    refuses: '/login?error=google_denied',
    cancel: '/login?error=google_denied',
    changed_sub: '/login?error=google_already_linked',
    changed_address: '/',
  })
  // Whoever reads along in the log learns no code, no token and no cookie.
  expect(server.said()).not.toMatch(/code=|stand_in_|access_token/)
}, 120_000)

test('a broken request to the stand-in ends nothing, and the log tells why without its cookies', async () => {
  await using folder = await dataFolder()
  await using server = await startReady({ DATA_DIR: folder.path, GOOGLE_STAND_IN: 'on' })
  const begun = await fetch(`${server.url}/api/auth/google/url`)
  const { url } = (await begun.json()) as { url: string }
  const asked = await fetch(url, { redirect: 'manual' })
  const { host, port, origin } = new URL(url)
  const page = new URL(asked.headers.get('location') ?? '', origin)

  const socket = connect(Number(port), new URL(url).hostname)
  socket
    .resume()
    .write(
      [
        `POST ${page.pathname} HTTP/1.1`,
        `Host: ${host}`,
        `Cookie: access_token=hush; ${pairs(asked)}`,
        'Content-Type: application/x-www-form-urlencoded',
        'Transfer-Encoding: chunked',
        '',
        'no length',
      ].join('\r\n'),
    )
  await once(socket, 'close')

  await expect.poll(() => server.said()).toContain('a fault in the stand-in for Google')
  expect(server.said()).not.toMatch(/hush|rawPacket/)
  expect((await fetch(origin)).status).toBe(200)
}, 120_000)
