import { setTimeout as pause } from 'node:timers/promises'
import type { UserId } from '@runsite/shared/ids'
import type { Client } from '../../client.ts'
import { replaceAvatar, type AvatarReplacer } from '../avatars/replace-avatar.ts'
import type { BaseLogger } from 'pino'
import type { PictureFetcher } from './picture-fetcher.ts'

const fetchedWithinMs = 5_000
const waitedForMs = 1_500

/** Pictures on their way. */
export type PictureImports = {
  /** Starts an import; `work` gives up when its signal says so. */
  begin(work: (signal: AbortSignal) => Promise<void>): Promise<void>
  /** Waits for all that are under way. */
  settled(): Promise<void>
  /** Breaks off those that are still being fetched, and waits for the others. */
  close(): Promise<void>
}

/** Keeps count of the imports, so that a server that stops leaves none half done. */
export function openPictureImports(): PictureImports {
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()
  const settled = async () => void (await Promise.all(running))
  return {
    begin(work) {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(fetchedWithinMs)])
      const done = work(signal).finally(() => running.delete(done))
      running.add(done)
      return done
    },
    settled,
    async close() {
      stopping.abort()
      await settled()
    },
  }
}

/** What a picture is imported with. */
export type PictureImporter = AvatarReplacer & {
  fetch_picture: PictureFetcher
  picture_imports: Pick<PictureImports, 'begin'>
  log: Pick<BaseLogger, 'info'>
}

/**
 * Gives a new account its picture at Google, fetched once. If that fails it has none, which is logged only.
 *
 * The sign-in waits a moment for it, so that the first page shows it mostly; a slow one comes later.
 */
export async function importPicture(
  services: PictureImporter,
  of: { user_id: UserId; address: string; client: Client },
): Promise<void> {
  const { fetch_picture, log, picture_imports } = services
  const importing = picture_imports.begin(async (signal) => {
    try {
      const picture = await fetch_picture(of.address, signal)
      if (picture) await replaceAvatar(services, of.user_id, picture, of.client, { is_first: true })
    } catch (error) {
      log.info({ reason: error instanceof Error ? error.message : 'unknown' }, 'no picture came from Google')
    }
  })
  await Promise.race([importing, pause(waitedForMs, undefined, { ref: false })])
}
