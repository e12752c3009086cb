import { hkdfSync, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The secret that all keys are derived from: the configured one, else the one that the data folder keeps. */
export async function authSecret(of: { auth_secret: string | null; data_dir: string }): Promise<string> {
  if (of.auth_secret !== null) return of.auth_secret
  await mkdir(of.data_dir, { recursive: true })
  return keptSecret(of.data_dir)
}

/** A 32-byte key for one purpose from the one secret (HKDF-SHA256, RFC 5869). */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'runsite-auth', purpose, 32))
}

/**
 * The secret of an installation with the embedded database: made once, 32 random bytes, kept in `auth-secret`
 * (mode 0600) in the data folder. The folder must exist.
 */
async function keptSecret(data_dir: string): Promise<string> {
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
