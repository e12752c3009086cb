import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { reasonOf } from '../start-error.ts'

/** How a Postgres program is run on this machine: the words before its own, and who must own its files, if not we. */
export type Launcher = { prefix: readonly string[]; owner: number | null }

/** The user that root becomes to run Postgres. */
export const nobody = 65534

/**
 * Finds how to run Postgres, which refuses to be root, and how to have it end when this process is killed.
 *
 * Root becomes `nobody` in a user namespace, where the files stay root's; where namespaces are refused (some
 * containers), `nobody` itself. Only Linux has `setpriv`: elsewhere a killed process leaves its Postgres running.
 */
export function findLauncher(): Launcher {
  const ending = ['setpriv', '--pdeathsig', 'INT']
  const inNamespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--', ...ending]
  const isRoot = process.getuid?.() === 0
  if (isRoot && works(inNamespace)) return { prefix: inNamespace, owner: 0 }
  const asNobody = [...ending, `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups']
  if (isRoot) return { prefix: asNobody, owner: nobody }
  return { prefix: works(ending) ? ending : ['env'], owner: null }
}

function works([command = '', ...words]: readonly string[]): boolean {
  return spawnSync(command, [...words, 'true'], { stdio: 'ignore' }).status === 0
}

/** Runs a program to its end, and throws with its last word on what was wrong. */
export async function run([command = '', ...words]: readonly string[]): Promise<void> {
  await promisify(execFile)(command, words, surroundings()).catch((error: { stderr?: string }) => {
    const said = error.stderr?.trim().split('\n') ?? []
    throw new Error(said.findLast((line) => /error|fatal|denied/i.test(line)) ?? reasonOf(error), {
      cause: error,
    })
  })
}

/**
 * Starts a Postgres, in a process group of its own: Ctrl-C must not stop it before the server has written.
 *
 * @returns once it is ready, or has ended with a refusal
 */
export async function launchPostgres(
  { prefix }: Launcher,
  program: readonly string[],
  log: (line: string) => void,
): Promise<{ child: ChildProcess; refusal: string | null }> {
  const [command = '', ...words] = [...prefix, ...program]
  const child = spawn(command, words, {
    ...surroundings(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let last = 'nothing was heard from it'
  const isReady = await new Promise<boolean>((resolve) => {
    createInterface(child.stderr).on('line', (line) => {
      log(line)
      if (line.includes('ready to accept connections')) resolve(true)
      if (/FATAL|PANIC/.test(line) || !/FATAL|PANIC/.test(last)) last = line
    })
    child.once('error', (error) => (last = error.message)).once('close', () => resolve(false))
  })
  return { child, refusal: isReady ? null : last.replace(/^.*(FATAL|PANIC): */, '') }
}

/** Ends a Postgres, and the connections that are open. */
export async function endPostgres(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGINT')
  await once(child, 'exit')
}

function surroundings(): { env: NodeJS.ProcessEnv; cwd: string } {
  // What is meant for psql (`PGDATA`, `PGPORT`) would change the server.
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))
  // The folder this process was started in may be closed to the user that Postgres runs as.
  return { env: { ...Object.fromEntries(kept), LC_ALL: 'C' }, cwd: '/' }
}
