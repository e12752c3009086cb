import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

const debianFolder = '/usr/lib/postgresql'

/** @returns the newest Postgres installed on this machine, or null */
export function findMachineBinaries(): { initdb: string; postgres: string } | null {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : []
  const folders = versions
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => path.join(debianFolder, version, 'bin'))
  const found = [...folders, configuredFolder()].find(
    (folder) => folder && existsSync(path.join(folder, 'initdb')),
  )
  return found ? { initdb: path.join(found, 'initdb'), postgres: path.join(found, 'postgres') } : null
}

function configuredFolder(): string | null {
  try {
    return execFileSync('pg_config', ['--bindir'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return null
  }
}
