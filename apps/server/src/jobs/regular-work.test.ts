import { sql } from 'kysely'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { testApp } from '../../test/test-app.ts'
import { doRegularWork } from './regular-work.ts'

test('a great backlog is deleted in short statements, and what is not due stays', async () => {
  await using app = await testApp()
  const { db, now } = app.services
  await sql`insert into ended_session (id, ended_at)
    select gen_random_uuid(), now() - interval '2 hours' from generate_series(1, 150000)`.execute(db)
  await sql`insert into ended_session (id) values (${v7()})`.execute(db)
  const deletes: number[] = []
  const timed = db.withPlugin({
    transformQuery: ({ node }) => {
      deletes.push(performance.now())
      return node
    },
    transformResult: async ({ result }) => result,
  })

  await doRegularWork({ ...app.services, db: timed }, now(), 1800)

  const left = await db.selectFrom('ended_session').select('id').execute()
  expect(left).toHaveLength(1)
  expect(deletes.length).toBeGreaterThan(75)
  const longestMs = Math.max(...deletes.slice(1).map((at, index) => at - (deletes[index] ?? at)))
  expect(longestMs).toBeLessThan(1000)
}, 60_000)

test('a part that fails stops no other', async () => {
  await using app = await testApp()
  const { db, now } = app.services
  await sql`insert into ended_session (id, ended_at) values (${v7()}, now() - interval '2 hours')`.execute(db)
  await sql`alter table attempt rename column resets_at to elsewhere`.execute(db)

  try {
    await doRegularWork(app.services, now(), 1800)
  } finally {
    await sql`alter table attempt rename column elsewhere to resets_at`.execute(db)
  }

  expect(await db.selectFrom('ended_session').selectAll().execute()).toEqual([])
})

test('of servers that start together one does the regular work', async () => {
  await using app = await testApp()
  const { db, jobs } = app.services
  await jobs.close()
  await sql`delete from pgboss.job`.execute(db)

  await Promise.all(Array.from({ length: 5 }, () => jobs.add(db, 'regular-work', {})))

  const { rows } = await sql`select from pgboss.job where name = 'regular-work'`.execute(db)
  expect(rows).toHaveLength(1)
})
