import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../src/db/embedded-postgres.ts'
import { migrate } from '../src/db/migrate.ts'
import { embeddedName, openDatabase } from '../src/db/open-database.ts'
import { findPackagedBinaries, type PostgresBinaries } from '../src/db/postgres-binaries.ts'

const cache = path.join(import.meta.dirname, '../node_modules/.cache/data-folders')
const databaseCode = path.join(import.meta.dirname, '../src/db')
const keptForMs = 7 * 24 * 3600 * 1000
const memory = '/dev/shm'
const memoryAtLeastBytes = 4 * 1024 ** 3

/**
 * Makes a data folder as `fillDataFolder` does, for the caller to remove. It is in memory where a Linux has enough:
 * a thousand small files are copied there in a tenth of the time.
 */
export async function makeDataFolder(binaries?: PostgresBinaries): Promise<string> {
  const room = await statfs(memory).catch(() => null)
  const hasRoom = room !== null && room.bavail * room.bsize > memoryAtLeastBytes
  const folder = await mkdtemp(path.join(hasRoom ? memory : tmpdir(), 'runsite-data-'))
  await fillDataFolder(folder, binaries)
  return folder
}

/**
 * Fills a data folder (`DATA_DIR`) with a database that is initialised and migrated, so that a server starts on it
 * in a moment.
 *
 * It is a copy: the original is made once for each form of the database and each Postgres, and kept.
 */
export async function fillDataFolder(folder: string, binaries?: PostgresBinaries): Promise<void> {
  const original = await originalFor(binaries ?? (await findPackagedBinaries()))
  await copyFiles(original, folder)
}

/** By `cp`, which takes half as long as Node and keeps the folders closed to others, as Postgres wants them. */
async function copyFiles(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-Rp', path.join(from, 'postgres'), to])
}

async function originalFor(binaries: PostgresBinaries): Promise<string> {
  const original = path.join(cache, await nameFor(binaries))
  const isThere = await stat(original).then(
    () => true,
    () => false,
  )
  if (!isThere) await make(original, binaries)
  return original
}

/** Changes with the programs and with all that makes the database's files. */
async function nameFor({ postgres }: PostgresBinaries): Promise<string> {
  const { size, mtimeMs } = await stat(postgres)
  const hash = createHash('sha256').update(JSON.stringify([postgres, size, mtimeMs]))
  for (const file of (await readdir(databaseCode, { recursive: true })).sort()) {
    const makesFiles = /^(migrate|postgres-data)\.ts$|^migrations\//.test(file)
    if (makesFiles) hash.update(file).update(await readFile(path.join(databaseCode, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

/** Made elsewhere and moved to its place when complete: another run may be doing the same. */
async function make(original: string, binaries: PostgresBinaries): Promise<void> {
  await mkdir(cache, { recursive: true })
  await removeOld()
  const folder = await mkdtemp(path.join(tmpdir(), 'runsite-original-'))
  const server = await startEmbeddedPostgres({ data_dir: folder, fsync: false, binaries })
  try {
    await makeMigrated(server.connection_string, embeddedName)
  } finally {
    await server.stop()
  }

  const unfinished = `${original}-${process.pid}`
  await mkdir(unfinished)
  await copyFiles(folder, unfinished)
  await rename(unfinished, original).catch(() => rm(unfinished, { recursive: true }))
  await rm(folder, { recursive: true })
}

/** Makes a database of this name, and brings it to the newest form. */
export async function makeMigrated(addressOf: (database: string) => string, name: string): Promise<void> {
  const client = new Client({ connectionString: addressOf('postgres') })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
  const { db, close } = await openDatabase({ database_url: addressOf(name), data_dir: '' })
  try {
    await migrate(db)
  } finally {
    await close()
  }
}

async function removeOld(): Promise<void> {
  for (const name of await readdir(cache)) {
    const folder = path.join(cache, name)
    const { mtimeMs } = await stat(folder)
    if (mtimeMs < Date.now() - keptForMs) await rm(folder, { recursive: true, force: true })
  }
}
