import { type ChildProcess, execFile, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { chown, stat } from 'node:fs/promises'
import { promisify } from 'node:util'

/** How a Postgres program is run on this machine: the words before its own, as whom, and who owns its files. */
export type Launcher = {
  prefix: readonly string[]
  identity: { uid?: number; gid?: number }
  /** the user its files must belong to, or null where they are simply ours */
  owner: number | null
}

/** The user that root becomes to run Postgres. */
export const nobody = 65534

/**
 * Finds how to run Postgres, which refuses to be root, and how to have it stop when this process is killed.
 *
 * Root becomes `nobody` in a user namespace, where the files stay root's; where namespaces are refused (some
 * containers), `nobody` itself. `setpriv --pdeathsig` exists on Linux only: elsewhere a killed process leaves
 * its Postgres behind, for the next start to adopt.
 */
export function findLauncher(): Launcher {
  const withDeathSignal = ['setpriv', '--pdeathsig', 'INT']
  if (process.getuid?.() !== 0) {
    return { prefix: works(withDeathSignal) ? withDeathSignal : [], identity: {}, owner: null }
  }

  const inNamespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--']
  if (works([...inNamespace, ...withDeathSignal])) {
    return { prefix: [...inNamespace, ...withDeathSignal], identity: {}, owner: 0 }
  }
  return {
    prefix: works(withDeathSignal) ? withDeathSignal : [],
    identity: { uid: nobody, gid: nobody },
    owner: nobody,
  }
}

/** Starts a Postgres program, in a process group of its own: Ctrl-C must not stop it before the server has written. */
export function launch(
  { prefix, identity }: Launcher,
  program: string,
  args: readonly string[],
): ChildProcess {
  const [command = program, ...words] = [...prefix, program, ...args]
  const options: SpawnOptions = {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: environment(),
    // The folder this process was started in may be closed to the one that Postgres runs as.
    cwd: '/',
  }
  return spawn(command, words, { ...options, ...identity })
}

/** Gives a folder and all in it to the user that Postgres runs as. Only root ever needs it. */
export async function giveToPostgres({ owner }: Launcher, folder: string): Promise<void> {
  if (owner === null) return
  if ((await stat(folder)).uid === owner) return
  await promisify(execFile)('chown', ['-R', `${owner}:${owner}`, folder]).catch(() =>
    chown(folder, owner, owner),
  )
}

function works(words: readonly string[]): boolean {
  const [command = 'true', ...rest] = words
  return spawnSync(command, [...rest, 'true'], { stdio: 'ignore' }).status === 0
}

/** Without `PG...`: what is meant for psql (`PGDATA`, `PGPORT`) would change the server. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))
  return { ...Object.fromEntries(kept), LC_MESSAGES: 'C', LC_ALL: 'C' }
}
