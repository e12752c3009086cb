import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const kept = path.join(import.meta.dirname, '../node_modules/.cache/runsite/good-tree')

/** @returns the name that git gives the files as they are now, committed or not; null outside a repository */
export function workingTree(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'runsite-tree-'))
  try {
    const env = { ...process.env, GIT_INDEX_FILE: path.join(folder, 'index') }
    git(['add', '--all'], env)
    return git(['write-tree'], env)
  } catch {
    return null
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** @returns the tree on which all tests that it could have broken have passed last, null where none is known */
export function lastGoodTree(): string | null {
  return existsSync(kept) ? readFileSync(kept, 'utf8') : null
}

/** Keeps a tree as the last good one. */
export function rememberGoodTree(tree: string | null): void {
  if (tree === null) return
  mkdirSync(path.dirname(kept), { recursive: true })
  writeFileSync(kept, tree)
}

/** @returns the paths that differ between two trees, seen from the root; null where the older one is gone */
export function changedSince(good: string, tree: string | null): string[] | null {
  if (tree === null) return null
  try {
    return git(['diff', '--name-only', '--no-renames', good, tree]).split('\n').filter(Boolean)
  } catch {
    return null
  }
}

function git(args: readonly string[], env = process.env): string {
  return execFileSync('git', args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }).trim()
}
