import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Runs the built server with a database of its own until it is told to stop, then removes the database and the mails.
const main = fileURLToPath(new URL('../apps/server/dist/main.js', import.meta.url))
const page = fileURLToPath(new URL('../apps/web/dist/index.html', import.meta.url))
if (!existsSync(main) || !existsSync(page)) {
  process.stderr.write('The journeys run on the built server and web app: run `pnpm build` first.\n')
  process.exit(1)
}
const dataDir = await mkdtemp(join(tmpdir(), 'rs-e2e-'))
const server = spawn(process.execPath, [main], {
  env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'warn', RATE_LIMITS: 'off' },
  stdio: 'inherit',
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => server.kill('SIGTERM'))

await once(server, 'exit')
for (const folder of [dataDir, process.env['MAIL_OUTBOX']]) {
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}
process.exitCode = server.exitCode ?? 0
