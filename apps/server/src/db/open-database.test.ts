import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/test-database.ts'
import { StartError } from '../start-error.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open-database.ts'

const database = await testDatabase()
beforeEach(() => database.empty())

test('counts come as numbers, moments as dates', async () => {
  const { rows } = await sql<{ count: number; now: Date }>`select count(*), now()`.execute(database.db)

  expect(rows[0]).toEqual({ count: 1, now: expect.any(Date) })
})

test('a database that does not answer is named, and its password is not', async () => {
  const opening = openDatabase({
    database_url: 'postgresql://ada:s3cret@127.0.0.1:1/accounts',
    data_dir: '',
    start_wait_ms: 300,
  })

  const refusal = await opening.catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(StartError)
  expect(refusal).toMatchObject({ message: expect.stringContaining('accounts at 127.0.0.1:1') })
  expect(String(refusal)).not.toContain('s3cret')
})

test('an address that is none is refused in one sentence', async () => {
  const opening = openDatabase({ database_url: 'postgresql://ada:s3cret@[oops/accounts', data_dir: '' })

  await expect(opening).rejects.toThrow(/^DATABASE_URL is not an address like [^\n]*$/)
})

test('a query that takes longer than five seconds is given up', async () => {
  const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(database.db)

  expect(rows[0]?.statement_timeout).toBe('5s')
})

test('a lost idle connection is replaced', async () => {
  const lines: string[] = []
  const opened = await openDatabase({
    database_url: database.connection_string,
    data_dir: '',
    pool_size: 1,
    log: (line) => lines.push(line),
  })
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(opened.db)

  await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(database.db)
  await expect.poll(() => lines).toHaveLength(1)

  await expect(sql`select 1`.execute(opened.db)).resolves.toBeTruthy()
  await opened.close()
})

test('servers that start together migrate one after the other', async () => {
  const further = await database.another()
  await sql`drop schema public cascade; create schema public`.execute(further.db)

  await Promise.all([1, 2, 3].map(() => migrate(further.db)))

  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(further.db)
  const before = await sql<{ name: string }>`select name from kysely_migration`.execute(database.db)
  expect(rows).toEqual(before.rows)
  await further.close()
})

test('an older release starts on a database that a newer one has migrated', async () => {
  const further = await database.another()
  await sql`insert into kysely_migration values ('2999-01-01-0000-add-something', '2999-01-01')`.execute(
    further.db,
  )

  await expect(migrate(further.db)).resolves.toBeUndefined()
  await further.close()
})
