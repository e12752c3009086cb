import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv, promisify } from 'node:util'
import { expect, test } from 'vitest'
import { readConfig, settingNames } from '../src/config.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

test('.env.example names every setting and no other, each with its default', async () => {
  const example = await readFile(join(root, '.env.example'), 'utf8')

  const settings = parseEnv(example.replace(/^#(?=\w+=)/gm, ''))

  expect(Object.keys(settings).toSorted()).toEqual(settingNames.toSorted())
  expect(readConfig(settings, root)).toEqual(readConfig({}, root))
})

test('.env is read where there is one, and the environment wins', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'rs-env-'))
  const reader = join(folder.path, 'apps/server/src/read-env-file.ts')
  await mkdir(join(reader, '..'), { recursive: true })
  await cp(join(root, 'apps/server/src/read-env-file.ts'), reader)
  const settingsWith = async (env: Record<string, string>) => {
    const program = 'console.log(process.env.PORT, process.env.HOST)'
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', reader, '--eval', program],
      { env },
    )
    return (stdout + stderr).trim()
  }

  expect(await settingsWith({ PORT: '4000' })).toBe('4000 undefined')
  await writeFile(join(folder.path, '.env'), 'PORT=5000\nHOST=::1\n')
  expect(await settingsWith({})).toBe('5000 ::1')
  expect(await settingsWith({ PORT: '4000' })).toBe('4000 ::1')
})
