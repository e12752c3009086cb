import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { installed } from '../test/installed.ts'
import { createClient } from './index.ts'

test('whoever installs the client and the schemas has every type, and needs nothing of the server', {
  timeout: 120_000,
}, async () => {
  await using app = await installed()
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, program = '']) => program)

  const ofExamples = await app.typeErrors(examples)
  const ofMistakes = await app.typeErrors([
    `
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
  `,
  ])

  expect(examples).toHaveLength(3)
  expect([ofExamples, ofMistakes]).toEqual(['', ''])
})

test('a program that does not name the server is told to', () => {
  expect(() => createClient()).toThrow(
    new TypeError('Outside a browser, `url` has to say where the server is.'),
  )
})
