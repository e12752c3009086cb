import { once } from 'node:events'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dataFolder, startProcess, startReady, temporaryFolder } from '../test/server-process.ts'
import { testDatabase } from '../test/test-database.ts'

const secret = 'a secret of thirty-two bytes or more, for tests'
const json = { 'content-type': 'application/json' }

async function register(url: string, email: string) {
  const body = JSON.stringify({ email, password: 'seven lively otters', name: 'Ada' })
  const answer = await fetch(`${url}/api/auth/register`, { method: 'POST', headers: json, body })
  return (await answer.json()) as { access_token: string; refresh_token: string }
}

const statusOf = async (url: string, token: string) =>
  (await fetch(`${url}/api/users/me`, { headers: { authorization: `Bearer ${token}` } })).status

test('a port that is taken is one sentence, and the exit code is not 0', async () => {
  await using folder = await dataFolder()
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  const port = (taken.address() as { port: number }).port

  await using server = startProcess({ PORT: String(port), DATA_DIR: folder.path })
  const code = await server.ended
  taken.close()

  expect(code).toBe(1)
  expect(server.said()).toContain(
    `Port ${port} is taken by another program. Stop that, or choose another with PORT=3001.`,
  )
  expect(server.said()).not.toContain('    at ')
})

// A database that does not answer is waited for: the others do not wait for that.
test.concurrent.each([
  [
    { DATABASE_URL: 'postgres://u:hush@127.0.0.1:1/x', AUTH_SECRET: secret },
    /database x at 127\.0\.0\.1:1 cannot be used/,
  ],
  [{ DATABASE_URL: 'postgres://u:hush@127.0.0.1:1/x' }, /AUTH_SECRET is required with DATABASE_URL/],
  [{ PORT: '99999', AUTH_SECRET: 'short', WEB_URL: 'x' }, /PORT .*; WEB_URL .*; AUTH_SECRET /],
  [{ METRICS_TOKEN: 'hush-hush' }, /METRICS_TOKEN must have 32 characters or more/],
])('with the settings %j it does not start, and says why', async (settings, sentence) => {
  await using folder = await temporaryFolder()

  await using server = startProcess({ DATA_DIR: folder.path, ...settings })
  const code = await server.ended

  expect(code).toBe(1)
  expect(server.said()).toMatch(sentence)
  expect(server.said()).not.toContain('hush')
  expect(server.said()).not.toContain('    at ')
})

test.concurrent('a data folder that is a file is one sentence', async () => {
  await using folder = await temporaryFolder()
  const file = join(folder.path, 'data')
  await writeFile(file, '')
  await chmod(file, 0o600)

  await using server = startProcess({ DATA_DIR: file, PORT: '0' })

  expect(await server.ended).toBe(1)
  expect(server.said()).toContain(file)
  expect(server.said()).not.toContain('    at ')
})

test('on the embedded database a session survives kill -9 and a restart, and SIGTERM ends cleanly', async () => {
  await using folder = await temporaryFolder()
  const first = await startReady({ DATA_DIR: folder.path })
  const settings = { DATA_DIR: folder.path, PORT: new URL(first.url).port }
  const session = await register(first.url, 'ada@example.com')

  first.child.kill('SIGKILL')
  await first.ended
  await using second = await startReady(settings)
  const status = await statusOf(second.url, session.access_token)
  const body = JSON.stringify({ refresh_token: session.refresh_token })
  const refreshed = await fetch(`${second.url}/api/auth/refresh`, { method: 'POST', headers: json, body })
  second.child.kill('SIGTERM')

  expect(status).toBe(200)
  expect(refreshed.status).toBe(200)
  expect(await second.ended).toBe(0)
}, 60_000)

test('an embedded database that is killed comes back beside the running server, and the log says so', async () => {
  await using folder = await temporaryFolder()
  await using server = await startReady({ DATA_DIR: folder.path })
  const session = await register(server.url, 'ada@example.com')
  const lockFile = await readFile(join(folder.path, 'postgres/postmaster.pid'), 'utf8')

  process.kill(Number(lockFile.split('\n')[0]), 'SIGKILL')

  await expect.poll(() => server.said()).toContain('has ended by itself; starting it again')
  await expect.poll(() => statusOf(server.url, session.access_token), { timeout: 20_000 }).toBe(200)
}, 60_000)

test('two servers on one Postgres: a logout on one is refused by the other soon', async () => {
  const database = await testDatabase()
  await database.empty()
  const settings = {
    DATABASE_URL: database.connection_string,
    AUTH_SECRET: secret,
    PUBLIC_URL: 'http://localhost:3000',
  }
  await using one = await startReady(settings)
  await using two = await startReady(settings)
  const session = await register(one.url, 'ada@example.com')
  const bystander = await register(two.url, 'bob@example.com')
  expect([
    await statusOf(one.url, session.access_token),
    await statusOf(two.url, session.access_token),
  ]).toEqual([200, 200])

  await fetch(`${one.url}/api/auth/logout`, {
    method: 'POST',
    headers: { authorization: `Bearer ${session.access_token}` },
  })

  expect(await statusOf(one.url, session.access_token)).toBe(401)
  await expect.poll(() => statusOf(two.url, session.access_token), { interval: 5 }).toBe(401)
  expect(await statusOf(one.url, bystander.access_token)).toBe(200)
}, 60_000)

test('the keys are rotated and an account suspended beside a running server, on the embedded database too', async () => {
  await using folder = await dataFolder()
  await using server = await startReady({ DATA_DIR: folder.path })
  const ada = await register(server.url, 'ada@example.com')
  const bob = await register(server.url, 'bob@example.com')
  const run = async (...words: string[]) => {
    await using command = startProcess({ DATA_DIR: folder.path }, words)
    return { code: await command.ended, said: command.said() }
  }

  const rotated = await run('commands/rotate-keys.ts')
  const suspended = await run('commands/set-suspension.ts', 'suspend', 'Bob@example.com')
  const unknown = await run('commands/set-suspension.ts', 'suspend', 'nobody@example.com')

  expect(rotated).toMatchObject({ code: 0, said: expect.stringContaining('from now on') })
  expect(suspended).toMatchObject({ code: 0, said: expect.stringContaining('bob@example.com is suspended') })
  expect(unknown).toMatchObject({ code: 1, said: 'No account has the address nobody@example.com.\n' })
  expect(await statusOf(server.url, ada.access_token)).toBe(200)
  await expect.poll(() => statusOf(server.url, bob.access_token)).toBe(401)
}, 60_000)

test('what is not HTTP is answered with a problem, and its cookies are in no log', async () => {
  await using folder = await dataFolder()
  await using server = await startReady({ DATA_DIR: folder.path, LOG_LEVEL: 'trace' })
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk))

  socket.write('GET / HTTP/1.1\r\nHost: x\r\nCookie: access_token=hush-hush\r\nNo Header\r\n\r\n')
  await once(socket, 'close')

  expect(answer).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json.*"code":"malformed_request"/s)
  expect(server.said()).not.toContain('hush-hush')
  expect(server.said()).not.toContain('rawPacket')
})
