import { expect, test } from 'vitest'
import { testApp } from '../../../test/test-app.ts'
import { warnOfExpiringKeys } from './warn-of-expiring-keys.ts'

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

test('the owner is told of a key that was made, and the letter does not hold it', async () => {
  await using app = await testApp()
  const { client, email } = await app.signedUp()

  const key = await client.api_keys.create.mutate({ name: 'CI <b>', scope: 'write' })

  const mail = (await app.mails(email)).find(({ subject }) => subject === 'A new API key was made')
  expect(mail?.text).toContain(`“CI <b>” (ak_live_${key.key_prefix}…, scope write)`)
  expect(mail?.html).toContain('CI &lt;b&gt;')
  expect(`${mail?.text}${mail?.html}`).not.toContain(key.plaintext_key)
})

test('seven days before a key expires its owner is told once, however many instances look', async () => {
  await using app = await testApp()
  const other = await app.another()
  const { client, email } = await app.signedUp()
  await client.api_keys.create.mutate({ name: 'yearly', scope: 'read', expires_at: inDays(365) })
  await client.api_keys.create.mutate({ name: 'monthly', scope: 'read', expires_at: inDays(30) })
  await client.api_keys.create.mutate({ name: 'for a day', scope: 'read', expires_at: inDays(1) })
  await client.api_keys.create.mutate({ name: 'for ever', scope: 'read', expires_at: null })
  const told = async () =>
    (await app.mails(email))
      .map((mail) => mail.subject)
      .filter((subject) => subject?.includes('expires soon'))

  await warnOfExpiringKeys(app.services, app.services.now())
  const before = await told()
  app.pass(23.5 * 86_400)
  await Promise.all(
    [app, other, app, other].map(({ services }) => warnOfExpiringKeys(services, services.now())),
  )

  expect(before).toEqual([])
  await expect.poll(told).toEqual(['Your API key “monthly” expires soon'])
})
