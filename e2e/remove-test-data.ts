import { rm } from 'node:fs/promises'

/** Removes the run's database, after the server has stopped. */
export async function removeTestData(): Promise<void> {
  const dataDir = process.env['E2E_DATA_DIR']
  if (dataDir) await rm(dataDir, { recursive: true, force: true })
}

// Playwright wants it so.
// oxlint-disable-next-line import/no-default-export
export default removeTestData
