import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { describePressure, type Pressure, type RunningServer, runningServer } from './running-server.ts'

const mebibyte = 1024 * 1024
const password = 'seven lively otters'

/** Measures a server of its own while pictures are uploaded: its memory, the uploads' time, and signed-in reads. */
async function main(): Promise<void> {
  await using server = await runningServer()
  const url = `http://127.0.0.1:${server.port}`
  const picture = await fiveMebibytes()
  const form = formOf(picture)
  const token = await signUp(url)
  await upload(url, token, form)
  await readsDuring(server, token, () => wait(2000))

  say('reads alone', await readsDuring(server, token, () => wait(5000)))
  for (const count of [10, 20]) {
    const times: number[] = []
    const reads = await readsDuring(server, token, async () => {
      times.push(...(await Promise.all(Array.from({ length: count }, () => upload(url, token, form)))))
    })
    say(`${count} uploads of ${(picture.length / mebibyte).toFixed(2)} MiB at once`, reads)
    print(`  an upload took ${ms(Math.min(...times))} to ${ms(Math.max(...times))}`)
  }
  const slow = Array.from({ length: 500 }, () => crawl(server.port, token))
  say('500 uploads that crawl', await readsDuring(server, token, () => wait(5000)))
  for (const stop of slow) stop()
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

type Reads = { p50: number; p99: number; per_second: number; peak_mb: number; pressure: Pressure | null }

/** Reads one's account over four connections, again and again, until the work is done. */
async function readsDuring(
  server: RunningServer,
  token: string,
  work: () => Promise<unknown>,
): Promise<Reads> {
  await server.pressure()
  const times: number[] = []
  const headers = { authorization: `Bearer ${token}` }
  const run = { isDone: false }
  let peak = 0
  const startedAt = performance.now()
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentMb(server.pid))
  }, 20)
  const reading = Array.from({ length: 4 }, async () => {
    while (!run.isDone) {
      const at = performance.now()
      const answer = await fetch(`http://127.0.0.1:${server.port}/api/users/me`, { headers })
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
  const pressure = await server.pressure()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  const seconds = (performance.now() - startedAt) / 1000
  return { p50: at(0.5), p99: at(0.99), per_second: times.length / seconds, peak_mb: peak, pressure }
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
  if (reads.pressure) print(`  ${describePressure(reads.pressure)}`)
}

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`
const print = (line: string) => process.stdout.write(`${line}\n`)

await main()
