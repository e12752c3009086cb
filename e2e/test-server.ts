import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Where the server under test listens and keeps its data.
 *
 * Chosen once a run: Playwright reads its settings again in each worker, which inherits the choice.
 */
export async function testServer(): Promise<{ url: string; env: Record<string, string> }> {
  const port = (process.env['E2E_PORT'] ??= String(await freePort()))
  const dataDir = (process.env['E2E_DATA_DIR'] ??= await mkdtemp(join(tmpdir(), 'rs-e2e-')))
  return {
    url: `http://localhost:${port}`,
    env: { PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'warn', RATE_LIMITS: 'off' },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
