import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Client, type QueryResultRow } from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fillDataFolder } from '../../test/data-folder.ts'
import { StartError } from '../start-error.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'runsite-embedded-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

async function query<Row extends QueryResultRow>(server: EmbeddedPostgres, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: server.connection_string('postgres') })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

/** A process that starts the same database, writes a row after another, and says each number once it is kept. */
function startWriter(): { writer: ChildProcess; kept: number[] } {
  const script = `
    import { Client } from ${JSON.stringify(import.meta.resolve('pg'))}
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('embedded-postgres.ts', import.meta.url).href)}
    const server = await startEmbeddedPostgres({ data_dir: ${JSON.stringify(folder)} })
    const client = new Client({ connectionString: server.connection_string('postgres') })
    await client.connect()
    await client.query('create table if not exists kept (n int)')
    for (let n = 0; ; n++) {
      await client.query('insert into kept values ($1)', [n])
      console.log(n)
    }`
  const writer = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kept: number[] = []
  if (writer.stdout) createInterface(writer.stdout).on('line', (line) => kept.push(Number(line)))
  return { writer, kept }
}

test('what was written is there at the next start', async () => {
  const first = await startEmbeddedPostgres({ data_dir: folder })
  await query(first, 'create table kept as select 1 as n')
  await first.stop()

  const second = await startEmbeddedPostgres({ data_dir: folder })

  expect(await query(second, 'select n from kept')).toEqual([{ n: 1 }])
  await second.stop()
})

test('killing the process while it writes loses nothing that it was told is kept', async () => {
  await fillDataFolder(folder)
  const { writer, kept } = startWriter()
  const ended = once(writer, 'close')
  await vi.waitUntil(() => kept.length > 50 || writer.exitCode !== null, { timeout: 15_000 })
  writer.kill('SIGKILL')
  await ended

  const server = await startEmbeddedPostgres({ data_dir: folder })

  const rows = await query<{ n: number }>(server, 'select n from kept order by n')
  expect(kept.length).toBeGreaterThan(50)
  expect(rows.map(({ n }) => n)).toEqual(expect.arrayContaining(kept))
  await server.stop()
})

test('Postgres itself killed is started again', async () => {
  await fillDataFolder(folder)
  const lines: string[] = []
  const server = await startEmbeddedPostgres({ data_dir: folder, log: (line) => lines.push(line) })
  await query(server, 'create table kept as select 1 as n')

  const [postmaster] = await query<{ pid: number }>(
    server,
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`,
  )
  if (postmaster) process.kill(postmaster.pid, 'SIGKILL')

  await expect
    .poll(() => query(server, 'select n from kept').catch(() => null), { timeout: 10_000 })
    .toEqual([{ n: 1 }])
  await server.stop()
})

test('Postgres killed while one of its own processes lingers is started again once that is gone', async () => {
  await fillDataFolder(folder)
  const lines: string[] = []
  const server = await startEmbeddedPostgres({ data_dir: folder, log: (line) => lines.push(line) })
  const [found] = await query<{ postmaster: number; writer: number }>(
    server,
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as postmaster,
       (select pid from pg_stat_activity where backend_type = 'checkpointer') as writer`,
  )
  if (!found) throw new Error('Nothing was found.')
  process.kill(found.writer, 'SIGSTOP')

  process.kill(found.postmaster, 'SIGKILL')
  await expect.poll(() => lines.join(), { timeout: 10_000 }).toContain('pre-existing shared memory block')
  process.kill(found.writer, 'SIGCONT')

  await expect
    .poll(() => query(server, 'select 1 as n').catch(() => null), { timeout: 20_000 })
    .toEqual([{ n: 1 }])
  await server.stop()
}, 40_000)

test('a folder belongs to one server at a time', async () => {
  await fillDataFolder(folder)
  const first = await startEmbeddedPostgres({ data_dir: folder })

  const second = startEmbeddedPostgres({ data_dir: folder })

  await expect(second).rejects.toThrow(
    `Another Runsite auth server is running on the data folder ${folder}; stop it, or set DATA_DIR to another folder.`,
  )
  expect(await query(first, 'select 1 as n')).toEqual([{ n: 1 }])
  await first.stop()
})

test('a path too long for a socket is no obstacle', async () => {
  vi.stubEnv('TMPDIR', folder)
  const server = await startEmbeddedPostgres({ data_dir: path.join(folder, 'long '.repeat(40)) })

  expect(await query(server, 'select 1 as n')).toEqual([{ n: 1 }])
  await server.stop()
})

test('a data folder that cannot be used is named in one sentence', async () => {
  const file = path.join(folder, 'file')
  await writeFile(file, '')
  const closed = await mkdtemp(path.join(folder, 'closed-'))
  // Root may enter any folder; the Postgres it starts may not.
  if (process.getuid?.() === 0) await chown(closed, 12_345, 12_345)
  else await chmod(closed, 0)

  for (const data_dir of [file, path.join(file, 'below'), closed]) {
    const refusal = await startEmbeddedPostgres({ data_dir }).catch((error: unknown) => error)

    expect(refusal).toBeInstanceOf(StartError)
    expect(String(refusal)).toMatch(
      /^StartError: The data folder [^\n]* cannot be read and written \([^\n]*$/,
    )
  }
})
