import { constants } from 'node:fs'
import { access, chmod, lstat, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { reasonOf, StartError } from '../start-error.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { giveToPostgres, type Launcher, launch, nobody } from './postgres-process.ts'

const socketName = '/.s.PGSQL.5432'
const socketPathBytes = 107

/**
 * Makes the data folder if need be.
 *
 * @throws StartError if it cannot be read and written
 */
export async function prepareDataFolder(folder: string, { owner }: Launcher): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    // Whoever Postgres runs as must get through to its own folder; the names of the others stay hidden.
    if (owner === nobody) await chmod(folder, (await stat(folder)).mode | 0o011)
  } catch (error) {
    throw unusable(folder, reasonOf(error))
  }
}

/**
 * Makes the folder for the Unix socket, closed to other users.
 *
 * It is in the data folder, or, where that path is too long for a socket, under the system's temporary folder
 * with a name that is the same at each start.
 */
export async function prepareSocketFolder(dataFolder: string, launcher: Launcher): Promise<string> {
  const nearby = path.join(dataFolder, 'socket')
  const digest = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)
  const isUsable = Buffer.byteLength(nearby + socketName) <= socketPathBytes && /^[\w./-]+$/.test(nearby)
  const folder = isUsable ? nearby : path.join(tmpdir(), `runsite-${digest}`)

  await mkdir(folder, { recursive: true, mode: 0o700 })
  const found = await lstat(folder)
  const ours = launcher.owner === null ? [process.getuid?.()] : [0, nobody]
  // Anyone may have made it under the temporary folder, to listen in.
  if (!found.isDirectory() || !ours.includes(found.uid)) {
    throw new StartError(
      `The folder ${folder}, for the database's socket, belongs to somebody else; remove it.`,
    )
  }
  await giveToPostgres(launcher, folder)
  await chmod(folder, 0o700)
  return folder
}

/**
 * Makes the database's files, once. They are made beside their place and moved there when complete, so that
 * being killed half-way leaves nothing that looks like a database.
 */
export async function initialiseOnce(
  { dataFolder, fsync }: { dataFolder: string; fsync: boolean },
  binaries: PostgresBinaries,
  launcher: Launcher,
): Promise<string> {
  const target = path.join(dataFolder, 'postgres')
  if (await exists(path.join(target, 'PG_VERSION'))) {
    await giveToPostgres(launcher, target)
    return target
  }

  await removeAbandoned(dataFolder)
  const unfinished = path.join(dataFolder, `postgres-unfinished-${process.pid}`)
  await mkdir(unfinished, { mode: 0o700, recursive: true })
  await giveToPostgres(launcher, unfinished)
  // Not every system knows the locale C.UTF-8; there, Postgres 17 and later have one of their own.
  const locale =
    process.platform === 'linux'
      ? ['--locale=C.UTF-8']
      : ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const args = ['-D', unfinished, '-A', 'trust', '-E', 'UTF8', ...locale, '-U', 'postgres']
  try {
    await runToEnd(launcher, binaries.initdb, fsync ? args : [...args, '--no-sync'])
    await rename(unfinished, target)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    // Another process may have been quicker.
    if (await exists(path.join(target, 'PG_VERSION'))) return target
    throw unusable(dataFolder, reasonOf(error))
  }
  return target
}

/** The process that runs on these files, as Postgres itself notes it, or null if none is alive. */
export async function findRunningPostgres(folder: string): Promise<number | null> {
  const file = path.join(folder, 'postmaster.pid')
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  if (!isAlive(pid)) return null
  if (await looksLikePostgres(pid)) return pid
  // After a power cut the number may belong to another program, and Postgres would take that for itself.
  await rm(file, { force: true })
  return null
}

/** @returns whether a process with this number exists */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The sentence for a data folder that cannot be used, with the system's word for the reason. */
export function unusable(folder: string, reason: string): StartError {
  return new StartError(
    `The data folder ${folder} cannot be read and written (${reason}); give it to the user who starts the server, or set DATA_DIR to another.`,
  )
}

async function looksLikePostgres(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return command.includes('postgres') && !/\) Z /.test(state)
}

async function runToEnd(launcher: Launcher, program: string, args: readonly string[]): Promise<void> {
  const child = launch(launcher, program, args)
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code === 0) return
  const reason = said.split('\n').findLast((line) => /error|fatal|denied/i.test(line)) ?? said.trim()
  throw new Error(reason || `initdb ended with ${code}`)
}

async function removeAbandoned(dataFolder: string): Promise<void> {
  for (const name of await readdir(dataFolder)) {
    const pid = Number(/^postgres-unfinished-(\d+)$/.exec(name)?.[1])
    if (pid && (pid === process.pid || !isAlive(pid))) {
      await rm(path.join(dataFolder, name), { recursive: true, force: true })
    }
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
