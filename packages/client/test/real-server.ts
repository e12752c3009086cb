import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { makeDataFolder } from '../../../apps/server/test/data-folder.ts'

const main = fileURLToPath(new URL('../../../apps/server/src/main.ts', import.meta.url))

/**
 * The real server with a database of its own, from source. Stops, and takes its data along, when it is disposed.
 *
 * @param host the name that its users know it by; it listens on 127.0.0.1
 */
export async function realServer(
  env: Record<string, string> = {},
  host = '127.0.0.1',
): Promise<{ url: string } & AsyncDisposable> {
  const dataDir = await makeDataFolder()
  const port = await freePort()
  const url = `http://${host}:${port}`
  const server = spawn(process.execPath, ['--conditions=@runsite/source', main], {
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: url,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      RATE_LIMITS: 'off',
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const stop = async () => {
    if (server.exitCode === null) {
      const stopped = once(server, 'exit')
      server.kill('SIGTERM')
      await Promise.race([stopped, pause(10_000).then(() => server.kill('SIGKILL'))])
    }
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 })
  }
  for (const deadline = Date.now() + 40_000; ; ) {
    const isUp = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (response) => response.ok,
      () => false,
    )
    if (isUp) return { url, [Symbol.asyncDispose]: stop }
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop()
      throw new Error('The server did not start.')
    }
    await pause(100)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
