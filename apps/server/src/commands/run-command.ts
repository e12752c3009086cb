import { fileURLToPath } from 'node:url'
import { type Config, readConfig } from '../config.ts'
import { findEmbeddedAddress } from '../db/embedded-postgres.ts'
import { migrate } from '../db/migrate.ts'
import { embeddedName, type OpenDatabase, openDatabase } from '../db/open-database.ts'
import { StartError } from '../start-error.ts'

/** What a command works on. */
export type CommandWorld = { config: Config } & Omit<OpenDatabase, 'close'>

/**
 * Runs an operator's command on the database that the settings name, brought up to date.
 *
 * An embedded database is shared with the server that runs on it, or else started for as long as the command
 * takes.
 *
 * @param command gets the words after the command's name, and returns what to say, if anything
 * @param mayRun is asked before anything is opened: false ends it without a word, an error with one
 */
export async function runCommand(
  command: (world: CommandWorld, words: string[]) => Promise<string>,
  mayRun: (config: Config, words: string[]) => boolean = () => true,
): Promise<void> {
  try {
    const config = readConfig(process.env, fileURLToPath(new URL('../../../..', import.meta.url)))
    const words = process.argv.slice(2)
    if (!mayRun(config, words)) return
    const database_url = config.database_url ?? (await findEmbeddedAddress(config.data_dir, embeddedName))
    const database = await openDatabase({ database_url, data_dir: config.data_dir })
    try {
      await migrate(database.db)
      const said = await command({ config, ...database }, words)
      if (said !== '') process.stdout.write(`${said}\n`)
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
