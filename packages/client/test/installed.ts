import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const client = fileURLToPath(new URL('..', import.meta.url))
const shared = join(client, '../shared')
const compiler = join(client, '../../node_modules/.bin/tsc')

/** An empty app that has installed the client and the schemas as they are published, and nothing of the workspace. */
export async function installed() {
  await run(compiler, ['-p', 'tsconfig.build.json'], { cwd: client })
  await run(process.execPath, ['publish-router-type.ts'], { cwd: client })
  const app = await mkdtemp(join(tmpdir(), 'rs-app-'))
  for (const packed of [client, shared]) await install(packed, join(app, 'node_modules'))
  // An example may use what it names itself; the client's own dependencies are not to be found by it otherwise.
  for (const name of ['axios', '@trpc']) {
    await symlink(
      join(app, 'node_modules/@runsite/client/node_modules', name),
      join(app, 'node_modules', name),
    )
  }
  await writeFile(join(app, 'package.json'), '{ "type": "module" }')
  return {
    /** What the compiler says of programs there. */
    typeErrors: async (programs: string[]): Promise<string> => {
      const names = programs.map((_, index) => `program-${index}.ts`)
      for (const [index, name] of names.entries()) await writeFile(join(app, name), programs[index] ?? '')
      const options = ['--module', 'nodenext', '--target', 'es2024', '--strict', '--noEmit', '--skipLibCheck']
      return run(compiler, [...options, ...names], { cwd: app }).then(
        () => '',
        ({ stdout }: { stdout: string }) => stdout,
      )
    },
    /** What a program there prints, on a page of this address. */
    printed: async (program: string, pageUrl: string): Promise<string> => {
      await writeFile(join(app, 'program.ts'), program)
      const page = `data:text/javascript,globalThis.location = new URL('${pageUrl}')`
      const { stdout } = await run(process.execPath, ['--import', page, 'program.ts'], { cwd: app })
      return stdout.trim()
    },
    [Symbol.asyncDispose]: () => rm(app, { recursive: true, force: true }),
  }
}

/** Puts there what a package publishes, with what it depends on and no more. */
async function install(packed: string, modules: string): Promise<void> {
  const manifest = await readFile(join(packed, 'package.json'), 'utf8')
  const { name, files, dependencies } = JSON.parse(manifest) as {
    name: string
    files: string[]
    dependencies: Record<string, string>
  }
  await mkdir(join(modules, name), { recursive: true })
  for (const file of ['package.json', ...files]) {
    await cp(join(packed, file), join(modules, name, file), { recursive: true })
  }
  for (const dependency of Object.keys(dependencies)) {
    const link = join(modules, name, 'node_modules', dependency)
    if (dependency.startsWith('@runsite/')) continue
    await mkdir(dirname(link), { recursive: true })
    await symlink(await realpath(join(packed, 'node_modules', dependency)), link)
  }
}
