import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { installed } from '../test/installed.ts'
import { createClient } from './index.ts'

let app: Awaited<ReturnType<typeof installed>>
beforeAll(async () => {
  app = await installed()
}, 120_000)
afterAll(() => app[Symbol.asyncDispose]())

test('whoever installs the client and the schemas has every type, and needs nothing of the server', {
  timeout: 120_000,
}, async () => {
  const examples = await readmeExamples()
  const mistakes = `
    import { AuthError, createClient } from '@runsite/client'
    import type { User } from '@runsite/shared/users'
    const { trpc } = createClient()
    const me: User = await trpc.users.me.query()
    // @ts-expect-error A user has no such field.
    me.nickname
    // @ts-expect-error There is no such scope.
    await trpc.api_keys.create.mutate({ name: 'build', scope: 'everything' })
    // @ts-expect-error There is no such procedure.
    trpc.users.nothing
    // @ts-expect-error There is no such code.
    new AuthError('no_such_code', '')
  `

  const typeErrors = await app.typeErrors([...examples, mistakes])

  expect(examples).toHaveLength(3)
  expect(typeErrors).toBe('')
})

test('the examples of the README do what they say', { timeout: 120_000 }, async () => {
  const url = inject('serverUrl')
  const ada = { email: `${randomUUID()}@example.com`, password: 'seven lively otters' }
  const client = createClient({ url, storage: 'memory' })
  await client.rest.auth.register({ ...ada, name: 'Ada' })
  const [whole = '', parts = '', links = ''] = await readmeExamples()

  const printed = [
    await app.printed(
      whole.replace('https://auth.example.com', url).replace('ada@example.com', ada.email),
      'https://app.example.com',
    ),
    await app.printed(
      `${parts}
      await rest.auth.login(${JSON.stringify(ada)})
      const { data } = await http.get('/api/users/me', { baseURL: session.url })
      console.log(data.name)`,
      url,
    ),
    await app.printed(
      `${links}
      await trpc.auth.login.mutate(${JSON.stringify(ada)})
      const [me, devices] = await Promise.all([trpc.users.me.query(), trpc.sessions.list.query()])
      console.log(me.name, devices.total)`,
      url,
    ),
  ]

  expect(printed).toEqual(['', 'Ada', 'Ada 4'])
  expect((await client.rest.apiKeys.list()).api_keys.map(({ name }) => name)).toEqual(["Ada's laptop"])
})

test('a program that does not name the server is told to', () => {
  expect(() => createClient()).toThrow(
    new TypeError('Outside a browser, `url` has to say where the server is.'),
  )
})

/** The programs of the README, in its order. */
async function readmeExamples(): Promise<string[]> {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  return [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, program = '']) => program)
}
