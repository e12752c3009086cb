import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { dataFolder, freePort, startReady } from '../../test/server-process.ts'
import { readConfig } from '../config.ts'
import { withStandIn } from './with-stand-in.ts'

const answers = (url: string) =>
  fetch(url).then(
    async (answer) => (await answer.text()).includes('This is not Google'),
    () => false,
  )

test('a server that nothing is configured for says where its stand-in is, and closes it', async () => {
  await using folder = await dataFolder()
  const server = await startReady({ DATA_DIR: folder.path, GOOGLE_STAND_IN: 'on' })
  await expect.poll(() => server.said()).toContain('Google')
  const [, address = ''] = /Google {4}a stand-in at (\S+), with people/.exec(server.said()) ?? []

  const answered = await answers(address)
  server.child.kill('SIGTERM')

  expect(answered).toBe(true)
  expect(await server.ended).toBe(0)
  expect(await answers(address)).toBe(false)
  // Neither a warning of the provider's nor a line of a log.
  expect(server.said()).not.toMatch(/WARN|NOTICE|"level"/i)
}, 60_000)

test('in production it does not run, whatever else is set', async () => {
  await using folder = await dataFolder()
  await using server = await startReady({
    DATA_DIR: folder.path,
    GOOGLE_STAND_IN: 'on',
    NODE_ENV: 'production',
  })
  const next = Number(new URL(server.url).port) + 1

  const answered = await Promise.all([
    answers(`http://127.0.0.1:${next}`),
    answers(`http://localhost:${next}`),
  ])

  expect(answered).toEqual([false, false])
  expect(server.said()).not.toContain('stand-in')
}, 60_000)

test('it takes the port after the server’s, and another where that is taken', async () => {
  const port = await freePort()
  const taken = createServer().listen(port + 1, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve).once('error', resolve))
  const faults: unknown[] = []

  const standIn = await withStandIn(readConfig({ PORT: String(port) }, '/tmp'), (error) => faults.push(error))
  const issuer = standIn.config.google?.issuer ?? ''
  const answered = await answers(issuer)
  await standIn.close()
  taken.close()

  expect(standIn.config.google).toMatchObject({ is_stand_in: true, issuer: expect.any(String) })
  expect(new URL(issuer).port).not.toBe(String(port + 1))
  expect(answered).toBe(true)
  expect(faults).toEqual([])
})

test('where it may not run, the settings stay as they are', async () => {
  const config = readConfig({ PUBLIC_URL: 'https://auth.example.com' }, '/tmp')

  const standIn = await withStandIn(config, () => {})

  expect(standIn.config).toBe(config)
})
