import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { dataFolder, freePort, startProcess, startReady, temporaryFolder } from '../../test/server-process.ts'
import { continueAs } from '../../test/stand-in-person.ts'
import { castPassword } from '../seed/lives.ts'
import { cast } from '../stand-in/cast.ts'

async function run(settings: Record<string, string>, ...words: string[]) {
  await using command = startProcess(settings, ['commands/seed.ts', ...words])
  return { code: await command.ended, said: command.said() }
}

const signIn = (url: string, { email }: { email: string }, password = castPassword) =>
  fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })

test('an empty database of one’s own gets people, who sign in, with the stand-in for Google too', async () => {
  await using folder = await dataFolder()
  const settings = { DATA_DIR: folder.path, PORT: String(await freePort()) }

  const first = await run(settings, 'on-empty')
  const second = await run(settings, 'on-empty')
  await using server = await startReady({ ...settings, GOOGLE_STAND_IN: 'on' })
  const ada = await signIn(server.url, cast.ada)
  const begun = await fetch(`${server.url}/api/auth/google/url`)
  const cookie = begun.headers.getSetCookie().map((line) => line.split(';')[0])
  const { url } = (await begun.json()) as { url: string }
  const returned = new URL(await continueAs(url, 'grace'))
  const grace = await fetch(server.url + returned.pathname + returned.search, {
    redirect: 'manual',
    headers: { cookie: cookie.join('; ') },
  })
  const beside = await run(settings)

  expect(first).toMatchObject({ code: 0, said: expect.stringContaining('Made 9 people.') })
  expect(first.said).toMatch(/ada@example\.com +seven lively otters /)
  expect(second).toMatchObject({ code: 0, said: first.said.replace('Made 9 people.\n', '') })
  expect(await readdir(`${folder.path}/mail`)).not.toEqual([])
  expect(ada.status).toBe(200)
  // Into the account that the seed has linked: any other would be refused.
  expect(new URL(grace.headers.get('location') ?? '').pathname).toBe('/')
  expect(beside).toMatchObject({ code: 0, said: expect.stringContaining('Everybody is there already.') })
}, 60_000)

test('where somebody has an account nobody else comes unasked, and everybody who is asked for', async () => {
  await using folder = await dataFolder()
  await using server = await startReady({ DATA_DIR: folder.path })
  await fetch(`${server.url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'zoe@example.com', password: castPassword, name: 'Zoë' }),
  })

  const unasked = await run({ DATA_DIR: folder.path }, 'on-empty')
  const before = await signIn(server.url, cast.margaret)
  const asked = await run({ DATA_DIR: folder.path })
  const after = await signIn(server.url, cast.margaret)

  expect(unasked).toEqual({ code: 0, said: '' })
  expect(before.status).toBe(401)
  expect(asked).toMatchObject({ code: 0, said: expect.stringContaining('Made 9 people.') })
  expect(after.status).toBe(200)
}, 60_000)

test.each([{ NODE_ENV: 'production' }, { PUBLIC_URL: 'https://auth.example.com' }])(
  'it refuses in one sentence, and touches nothing, with %j',
  async (settings) => {
    await using folder = await temporaryFolder()

    const asked = await run({ DATA_DIR: folder.path, ...settings })
    const unasked = await run({ DATA_DIR: folder.path, ...settings }, 'on-empty')

    expect(asked.code).toBe(1)
    expect(asked.said).toMatch(/^There are no people for this server: [^.\n]+\.\n$/)
    expect(unasked).toEqual({ code: 0, said: '' })
    expect(await readdir(folder.path)).toEqual([])
  },
)
