import { expect, test } from 'vitest'
import { installed } from '../test/installed.ts'

test('whoever installs the client and the schemas has every type, and needs nothing of the server', {
  timeout: 120_000,
}, async () => {
  await using app = await installed()

  const errors = await app.typeErrors(`
    import { AuthError, createClient } from '@runsite/client'
    import type { User } from '@runsite/shared/users'
    const { rest, trpc } = createClient({ url: 'https://auth.example', storage: 'memory' })
    await rest.auth.login({ email: 'ada@example.com', password: 'seven lively otters' })
    const me: User = await trpc.users.me.query()
    const key = await rest.apiKeys.create({ name: me.name, scope: 'read' })
    const { next_cursor } = await trpc.users.events.query({ limit: 10 })
    try { await trpc.api_keys.rotate.mutate({ id: key.plaintext_key + next_cursor }) } catch (error) {
      if (error instanceof AuthError && error.code === 'api_key_inactive') throw error.errors[0]?.message
    }
    // @ts-expect-error There is no such scope.
    await trpc.api_keys.create.mutate({ name: 'build', scope: 'everything' })
    // @ts-expect-error A user has no such field.
    me.nickname
    // @ts-expect-error There is no such procedure.
    trpc.users.nothing
    // @ts-expect-error There is no such code.
    new AuthError('no_such_code', '')
  `)

  expect(errors).toBe('')
})
