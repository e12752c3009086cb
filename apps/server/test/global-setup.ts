import type { TestProject } from 'vitest/node'
import { startTestServer } from './postgres-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** where databases are made */
    admin_connection_string: string
    /** the address of a database, with `DATABASE_NAME` for its name */
    connection_string_pattern: string
    /** the migrated database to copy; what the names of this run's databases begin with */
    database_template: string
  }
}

/** Starts one Postgres for the whole run, with a migrated database to copy. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer(process.env)
  project.provide('admin_connection_string', server.connection_string('postgres'))
  project.provide('connection_string_pattern', server.connection_string('DATABASE_NAME'))
  project.provide('database_template', server.template)
  return () => server.stop()
}
