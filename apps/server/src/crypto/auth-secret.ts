import { randomBytes } from 'node:crypto'
import { link, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The secret of an installation with the embedded database: made once, 32 random bytes, kept in `auth-secret`
 * (mode 0600) in the data folder. The folder must exist.
 */
export async function keptSecret(data_dir: string): Promise<string> {
  const file = join(data_dir, 'auth-secret')
  const kept = await readFile(file, 'utf8').catch(() => null)
  if (kept !== null) return kept.trim()
  // Written whole under another name, then linked: a crash or a second start never leaves half a secret.
  const draft = `${file}.${process.pid}.tmp`
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(draft)
  return (await readFile(file, 'utf8')).trim()
}
