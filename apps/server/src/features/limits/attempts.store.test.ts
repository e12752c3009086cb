import { expect, test } from 'vitest'
import { testApp } from '../../../test/test-app.ts'
import { doRegularWork } from '../../jobs/regular-work.ts'
import { countAttempts } from './count-attempts.ts'

test('counts that have run out are deleted, and no others', async () => {
  await using app = await testApp()
  const { services } = app
  await countAttempts(services, [{ limit: 'refresh', key: 'one' }])
  await countAttempts(services, [{ limit: 'registration', key: 'one' }])

  app.pass(60)
  await doRegularWork(services, services.now(), 1800)

  const left = await services.db.selectFrom('attempt').select('quota').execute()
  expect(left).toEqual([{ quota: 20 }])
})

test('an instance whose clock is behind counts like the others', async () => {
  await using app = await testApp()
  const { services } = app
  const behind = { ...services, now: () => new Date(services.now().getTime() - 30_000) }

  for (let round = 0; round < 30; round++) {
    await countAttempts(services, [{ limit: 'refresh', key: 'one' }])
    await countAttempts(behind, [{ limit: 'refresh', key: 'one' }])
  }

  const more = countAttempts(behind, [{ limit: 'refresh', key: 'one' }])
  await expect(more).rejects.toMatchObject({ code: 'rate_limited' })
})

test('of several limits all are counted or none', async () => {
  await using app = await testApp()
  const { services } = app
  const one = { limit: 'guess_pair', key: 'one' } as const
  for (let round = 0; round < 5; round++) await countAttempts(services, [one])

  const refused = countAttempts(services, [{ limit: 'guess_account', key: 'one' }, one])

  await expect(refused).rejects.toMatchObject({
    code: 'rate_limited',
    extras: { limit: { name: 'guess_pair' } },
  })
  const counts = await services.db.selectFrom('attempt').select(['quota', 'count']).execute()
  expect(counts).toEqual([{ quota: 5, count: 5 }])
})

test('what is given back can be tried again', async () => {
  await using app = await testApp()
  const one = [{ limit: 'guess_pair', key: 'one' }] as const
  const counted = await Promise.all(Array.from({ length: 5 }, () => countAttempts(app.services, one)))

  await Promise.all(counted.slice(0, 2).map((each) => each.give_back()))

  const again = await Promise.allSettled(Array.from({ length: 3 }, () => countAttempts(app.services, one)))
  expect(again.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected'])
})
