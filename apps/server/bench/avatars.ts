import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, connect, type AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { startTestServer } from '../test/postgres-server.ts'

const mebibyte = 1024 * 1024
const password = 'seven lively otters'
/** The server's process id. */
let measured = 0

/** Measures a server of its own while pictures are uploaded: its memory, the uploads' time, and signed-in reads. */
async function main(): Promise<void> {
  const postgres = await startTestServer({})
  const port = await freePort()
  const server = await startServer(port, postgres.connection_string('postgres'))
  const url = `http://127.0.0.1:${port}`
  measured = server.pid ?? 0
  try {
    const picture = await fiveMebibytes()
    const form = formOf(picture)
    const token = await signUp(url)
    await upload(url, token, form)
    await readsDuring(url, token, () => wait(2000))

    say('reads alone', await readsDuring(url, token, () => wait(5000)))
    for (const count of [10, 20]) {
      const times: number[] = []
      const reads = await readsDuring(url, token, async () => {
        times.push(...(await Promise.all(Array.from({ length: count }, () => upload(url, token, form)))))
      })
      say(`${count} uploads of ${(picture.length / mebibyte).toFixed(2)} MiB at once`, reads)
      print(`  an upload took ${ms(Math.min(...times))} to ${ms(Math.max(...times))}`)
    }
    const slow = Array.from({ length: 500 }, () => crawl(port, token))
    say('500 uploads that crawl', await readsDuring(url, token, () => wait(5000)))
    for (const stop of slow) stop()
  } finally {
    server.kill('SIGTERM')
    await postgres.stop()
  }
}

/** Noise that JPEG cannot make small, and bytes behind it up to the limit. */
async function fiveMebibytes(): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 }
  const picture = await sharp({
    create: { width: 3900, height: 3900, channels: 3, background: '#888', noise },
  })
    .jpeg({ quality: 63 })
    .toBuffer()
  if (picture.length > 5 * mebibyte) throw new Error(`The picture has ${picture.length} bytes.`)
  return Buffer.concat([picture, Buffer.alloc(5 * mebibyte - picture.length)])
}

async function startServer(port: number, databaseUrl: string): Promise<ChildProcess> {
  const main = new URL('../src/main.ts', import.meta.url).pathname
  const server = spawn(process.execPath, ['--conditions=@runsite/source', main], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: 'a secret of thirty-two bytes or more, for benches',
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'error',
    },
  })
  for (let tries = 0; tries < 300; tries++) {
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isReady) return server
    await wait(100)
  }
  server.kill()
  throw new Error('The server did not start.')
}

async function signUp(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'bench@example.com', password, name: 'Bench' }),
  })
  const { access_token } = (await answer.json()) as { access_token: string }
  return access_token
}

/** The body of an upload, made once: the bench shares the machine with what it measures. */
const formOf = (picture: Buffer) =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'),
      picture,
      Buffer.from('\r\n--x--\r\n'),
    ]),
  )

/** @returns milliseconds */
async function upload(url: string, token: string, form: Uint8Array<ArrayBuffer>): Promise<number> {
  const startedAt = performance.now()
  const answer = await fetch(`${url}/api/users/me/avatar`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=x' },
    body: form,
  })
  await answer.text()
  if (answer.status !== 200) throw new Error(`An upload ended with ${answer.status}.`)
  return performance.now() - startedAt
}

/** Sends the first 20 KB of a picture, and a byte a second after that. */
function crawl(port: number, token: string): () => void {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(
    `POST /api/users/me/avatar HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n` +
      `content-type: multipart/form-data; boundary=x\r\ncontent-length: ${5 * mebibyte}\r\n\r\n` +
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n',
  )
  socket.write(Buffer.alloc(20_000))
  const timer = setInterval(() => socket.write('x'), 1000)
  return () => {
    clearInterval(timer)
    socket.destroy()
  }
}

type Reads = { p50: number; p99: number; per_second: number; peak_mb: number }

/** Reads one's account over four connections, again and again, until the work is done. */
async function readsDuring(url: string, token: string, work: () => Promise<unknown>): Promise<Reads> {
  const times: number[] = []
  const headers = { authorization: `Bearer ${token}` }
  const run = { isDone: false }
  let peak = 0
  const startedAt = performance.now()
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentMb(measured))
  }, 20)
  const reading = Array.from({ length: 4 }, async () => {
    while (!run.isDone) {
      const at = performance.now()
      const answer = await fetch(`${url}/api/users/me`, { headers })
      await answer.text()
      if (answer.status !== 200) throw new Error(`A read ended with ${answer.status}.`)
      times.push(performance.now() - at)
      // People read; they do not fill the machine.
      await wait(5)
    }
  })
  await work()
  run.isDone = true
  await Promise.all(reading)
  clearInterval(sampling)
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  const seconds = (performance.now() - startedAt) / 1000
  return { p50: at(0.5), p99: at(0.99), per_second: times.length / seconds, peak_mb: peak }
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

function say(name: string, reads: Reads): void {
  print(
    `${name}: reads p50 ${ms(reads.p50)}, p99 ${ms(reads.p99)}, ${reads.per_second.toFixed(0)} a second; ` +
      `resident at most ${reads.peak_mb.toFixed(0)} MB`,
  )
}

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`
const print = (line: string) => process.stdout.write(`${line}\n`)

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

await main()
