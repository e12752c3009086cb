import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the build puts the web app. */
export const builtApp = fileURLToPath(new URL('../../../../web/dist', import.meta.url))

/**
 * Where the assets of this build and of those before it are, for pages that were open during a deployment.
 */
export const keptApp = (dataDir: string): string => join(dataDir, 'web')

const keptMs = 24 * 60 * 60 * 1000

/**
 * Keeps a copy of the assets of the web app in `folder`, and deletes those that left the app more than a day
 * before `now`. Done at each start: a build empties its folder, a new container begins without it.
 *
 * A copy is dated 1970 while it is part of the app, and then by the start that first missed it.
 */
export async function keepAssets(dataDir: string, now: Date, folder = builtApp): Promise<void> {
  const built = join(folder, 'assets')
  if (!existsSync(built)) return
  const kept = join(keptApp(dataDir), 'assets')
  await mkdir(kept, { recursive: true })
  const names = new Set(await readdir(built))
  for (const name of names) {
    // Whole under another name first: another instance may be serving it.
    const draft = join(kept, `${randomUUID()}.tmp`)
    await copyFile(join(built, name), draft)
    await rename(draft, join(kept, name))
    await utimes(join(kept, name), 0, 0)
  }
  for (const name of await readdir(kept)) {
    if (names.has(name)) continue
    const copy = join(kept, name)
    // Gone: another instance's draft, or one that it deleted.
    const mtimeMs = (await stat(copy).catch(() => null))?.mtimeMs
    if (mtimeMs === 0) await utimes(copy, now, now)
    else if (mtimeMs && now.getTime() - mtimeMs > keptMs) await rm(copy, { force: true })
  }
}
