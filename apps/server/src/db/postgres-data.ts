import { createHash } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { access, chmod, lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { reasonOf, StartError } from '../start-error.ts'
import { type Launcher, nobody, run } from './postgres-process.ts'

const socketPathBytes = 107

/**
 * Makes the data folder and the one for the Unix socket, which is closed to other users.
 *
 * The socket is in the data folder, or, where that path is too long for one, under the system's temporary folder
 * with a name that is the same at each start.
 *
 * @throws StartError if they cannot be used
 */
export async function prepareFolders(
  data_dir: string,
  { owner }: Launcher,
): Promise<{ data: string; socket: string }> {
  const data = path.resolve(data_dir)
  try {
    await mkdir(data, { recursive: true, mode: 0o700 })
    await access(data, constants.R_OK | constants.W_OK | constants.X_OK)
    // Postgres, as another user, must get through to its own folder; the names of the others stay hidden.
    if (owner === nobody) await chmod(data, (await lstat(data)).mode | 0o011)
  } catch (error) {
    throw unusable(data, reasonOf(error))
  }

  const nearby = path.join(data, 'socket')
  const isShort = Buffer.byteLength(`${nearby}/.s.PGSQL.5432`) <= socketPathBytes
  const digest = createHash('sha256').update(data).digest('hex').slice(0, 16)
  // Postgres reads a list here, with quotes and commas.
  const socket = isShort && /^[\w./-]+$/.test(nearby) ? nearby : path.join(tmpdir(), `runsite-${digest}`)
  await mkdir(socket, { recursive: true, mode: 0o700 })
  // Anyone may have made it under the temporary folder, to listen in.
  const owners = owner === null ? [process.getuid?.()] : [0, nobody]
  if (!owners.includes((await lstat(socket)).uid)) {
    throw new StartError(
      `The folder ${socket}, for the database's socket, belongs to somebody else; remove it.`,
    )
  }
  await chmod(socket, 0o700)
  await giveTo(owner, socket)
  return { data, socket }
}

/**
 * Makes the database's files, once. They are made beside their place and moved there when complete, so that
 * being killed half-way leaves nothing that looks like a database.
 *
 * @returns their folder
 */
export async function initialiseOnce(
  data: string,
  initdb: readonly string[],
  { prefix, owner }: Launcher,
): Promise<string> {
  const files = path.join(data, 'postgres')
  const isMade = () => existsSync(path.join(files, 'PG_VERSION'))
  if (!isMade()) {
    const draft = await mkdtemp(`${files}-unfinished-`)
    // Not every system knows the locale C.UTF-8; there, Postgres 17 and later have one of their own.
    const locale =
      process.platform === 'linux'
        ? ['--locale=C.UTF-8']
        : ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    try {
      await giveTo(owner, draft)
      await run([...prefix, ...initdb, '-D', draft, '-A', 'trust', '-E', 'UTF8', ...locale, '-U', 'postgres'])
      await rename(draft, files)
    } catch (error) {
      // Another process may have been quicker.
      if (!isMade()) throw unusable(data, reasonOf(error))
    } finally {
      // Those of processes that were killed as well; one that is still at it then finds the files in place.
      const drafts = (await readdir(data)).filter((name) => name.startsWith('postgres-unfinished-'))
      for (const name of drafts) await rm(path.join(data, name), { recursive: true, force: true })
    }
  }
  await giveTo(owner, files)
  return files
}

/** The sentence for a data folder that cannot be used, with the system's word for the reason. */
export function unusable(folder: string, reason: string): StartError {
  return new StartError(
    `The data folder ${folder} cannot be read and written (${reason}); give it to the user who starts the server, or set DATA_DIR to another.`,
  )
}

/** Gives a folder and all in it to the user that Postgres runs as. Only root ever needs it. */
async function giveTo(owner: number | null, folder: string): Promise<void> {
  if (owner === null || (await lstat(folder)).uid === owner) return
  await run(['chown', '-R', `${owner}:${owner}`, folder])
}
