import { fileURLToPath } from 'node:url'
import { readConfig } from '../config.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open-database.ts'
import { ensureSigningKeys, rotateSigningKeys } from '../features/sessions/signing-keys.ts'
import { sealingKey } from '../services.ts'
import { StartError } from '../start-error.ts'

/** `pnpm keys:rotate`: a new key signs from now on, and nobody is logged out. */
async function main(): Promise<void> {
  const config = readConfig(process.env, fileURLToPath(new URL('../../../..', import.meta.url)))
  const database = await openDatabase({ database_url: config.database_url, data_dir: config.data_dir })
  try {
    await migrate(database.db)
    const key = await sealingKey(config)
    await ensureSigningKeys(database.db, key, new Date())
    const kid = await rotateSigningKeys(database.db, key, config, new Date())
    process.stdout.write(
      `Access tokens are signed with key ${kid} from now on (within 30 seconds on running servers).\n`,
    )
  } finally {
    await database.close()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartError ? error.message : String(error)}\n`)
  process.exitCode = 1
})
