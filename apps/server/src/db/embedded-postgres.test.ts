import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Client, type QueryResultRow } from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fillDataFolder } from '../../test/data-folder.ts'
import { StartError } from '../start-error.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'

// Processes are numbered anew in there, and none of those outside is seen.
const container = [
  '--user',
  '--map-root-user',
  '--pid',
  '--ipc',
  '--fork',
  '--kill-child',
  '--mount-proc',
  '--',
]
const isContained = spawnSync('unshare', [...container, 'true']).status === 0

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

/** The command of a process that starts the same database, and goes on as told. */
function startScript(goOn: string): string[] {
  const script = `
    import { Client } from ${JSON.stringify(import.meta.resolve('pg'))}
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('embedded-postgres.ts', import.meta.url).href)}
    const server = await startEmbeddedPostgres({ data_dir: ${JSON.stringify(folder)} })
    ${goOn}`
  return [process.execPath, '--input-type=module', '-e', script]
}

/** A process that starts the same database, writes a row after another, and says each number once it is kept. */
function startWriter(): { writer: ChildProcess; kept: number[] } {
  const script = startScript(`
    const client = new Client({ connectionString: server.connection_string('postgres') })
    await client.connect()
    await client.query('create table if not exists kept (n int)')
    for (let n = 0; ; n++) {
      await client.query('insert into kept values ($1)', [n])
      console.log(n)
    }`)
  const [program = '', ...words] = script
  const writer = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] })
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
    new StartError(
      `The embedded Postgres does not start in ${folder}/postgres: another server runs there, or was killed and left its Postgres (the process in postmaster.pid); stop that, or set DATA_DIR to another folder.`,
    ),
  )
  expect(await query(first, 'select 1 as n')).toEqual([{ n: 1 }])
  await first.stop()
})

test.runIf(isContained)(
  'two containers on one folder: the second does not start, and nothing is lost',
  async () => {
    const first = await startEmbeddedPostgres({ data_dir: folder })
    await query(first, 'create table kept as select 1 as n')
    const script = startScript(`
    const client = new Client({ connectionString: server.connection_string('postgres') })
    await client.connect()
    await client.query('insert into kept values (2)')
    console.log('2 is kept')
    process.exit()`)

    const second = spawnSync('unshare', [...container, ...script], { encoding: 'utf8' })
    await query(first, 'insert into kept values (3)')
    await first.stop()
    const third = await startEmbeddedPostgres({ data_dir: folder })

    const rows = await query<{ n: number }>(third, 'select n from kept order by n')
    expect(rows.map(({ n }) => n)).toEqual(second.stdout === '' ? [1, 3] : [1, 2, 3])
    expect(second.stderr).toContain('another server runs there')
    await third.stop()
  },
)

test('the lock file that a crash has left is not removed, though it names another program', async () => {
  const server = await startEmbeddedPostgres({ data_dir: folder })
  await server.stop()
  const bystander = spawn('sleep', ['60'])
  const lockFile = path.join(folder, 'postgres/postmaster.pid')
  await writeFile(lockFile, `${bystander.pid}\n`)

  const starting = startEmbeddedPostgres({ data_dir: folder })

  await expect(starting).rejects.toThrow(
    /^The embedded Postgres does not start .*"postmaster.pid" already exists/,
  )
  expect(await readFile(lockFile, 'utf8')).toBe(`${bystander.pid}\n`)
  bystander.kill()
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
