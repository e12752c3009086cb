import { expect, test } from 'vitest'
import { testApp } from '../../../test/test-app.ts'
import { openAttemptSweep } from './attempt-sweep.ts'
import { countAttempts } from './count-attempts.ts'

test('counts that have run out are deleted, and no others', async () => {
  await using app = await testApp()
  const { services } = app
  const sweeper = openAttemptSweep(services.db, services.now, (error) => expect.fail(String(error)))
  await countAttempts(services, [{ limit: 'refresh', key: 'one' }])
  await countAttempts(services, [{ limit: 'registration', key: 'one' }])

  app.pass(60)
  await sweeper.sweep()

  const left = await services.db.selectFrom('attempt').select('quota').execute()
  expect(left).toEqual([{ quota: 20 }])
  await sweeper.close()
})
