import { fileURLToPath } from 'node:url'
import { type Config, readConfig } from '../config.ts'
import { findEmbeddedAddress } from '../db/embedded-postgres.ts'
import { migrate } from '../db/migrate.ts'
import { embeddedName, openDatabase } from '../db/open-database.ts'
import type { Db } from '../db/schema.ts'
import { StartError } from '../start-error.ts'

/**
 * Runs an operator's command on the database that the settings name, brought up to date.
 *
 * An embedded database is shared with the server that runs on it, or else started for as long as the command takes.
 *
 * @param command gets the words after the command's name, and returns what to say
 */
export async function runCommand(
  command: (world: { config: Config; db: Db }, words: string[]) => Promise<string>,
): Promise<void> {
  try {
    const config = readConfig(process.env, fileURLToPath(new URL('../../../..', import.meta.url)))
    const database_url = config.database_url ?? (await findEmbeddedAddress(config.data_dir, embeddedName))
    const database = await openDatabase({ database_url, data_dir: config.data_dir })
    try {
      await migrate(database.db)
      process.stdout.write(`${await command({ config, db: database.db }, process.argv.slice(2))}\n`)
    } finally {
      await database.close()
    }
  } catch (error) {
    const text =
      error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error)
    process.stderr.write(`${text}\n`)
    process.exitCode = 1
  }
}
