// Our check and signature of access tokens beside jose's: `pnpm --filter @runsite/server bench:tokens`.

import { generateKeyPairSync } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { SessionId, UserId } from '@runsite/shared/ids'
import { createLocalJWKSet, type JWK, jwtVerify, SignJWT } from 'jose'
import sharp from 'sharp'
import { v7 } from 'uuid'
import { type Config, readConfig } from '../src/config.ts'
import { openHashThread } from '../src/features/passwords/hash-thread.ts'
import { openPasswordHasher } from '../src/features/passwords/password-hash.ts'
import { accessTokenVerifier, signAccessToken } from '../src/features/sessions/access-token.ts'

const rounds = 3
const count = 5_000
const config: Config = readConfig({}, import.meta.dirname)
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const jwk = { ...(publicKey.export({ format: 'jwk' }) as JWK), kid: 'k', alg: 'EdDSA', use: 'sig' }
const keys = {
  current: { kid: 'k', private_key: privateKey },
  public_keys: new Map([['k', publicKey]]),
  jwks: { keys: [jwk] },
}
const ring = { keys: () => keys, reread: async () => keys, close: () => {} }
const of = {
  user_id: v7() as UserId,
  session_id: v7() as SessionId,
  rot: 0,
  at: new Date(),
  expires_in: 1800,
}
const tokens = Array.from({ length: count }, () => signAccessToken(keys, config, of))
const known = accessTokenVerifier(ring, config)
const set = createLocalJWKSet({ keys: [jwk] })
const expected = { issuer: config.public_url, audience: 'runsite', typ: 'at+jwt', algorithms: ['EdDSA'] }
const claims = { sub: of.user_id, sid: of.session_id, rot: 0, client_id: 'runsite' }

const works: Record<string, (token: string) => unknown> = {
  'check, ours, a new token': (token) => accessTokenVerifier(ring, config)(token, of.at),
  'check, ours, a known token': (token) => known(token, of.at),
  'check, jose': (token) => jwtVerify(token, set, expected),
  'sign, ours': () => signAccessToken(keys, config, of),
  'sign, jose': () =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'k' })
      .setIssuer(config.public_url)
      .setAudience('runsite')
      .setIssuedAt()
      .setExpirationTime('30m')
      .sign(privateKey),
}

for (const token of tokens) await known(token, of.at)
say('One after the other: microseconds of CPU, of all threads of the process, and of time')
for (const [name, work] of Object.entries(works)) {
  const figures: { cpu: number; time: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const cpu = process.cpuUsage()
    const sinceMs = performance.now()
    for (const token of tokens) await work(token)
    const { user, system } = process.cpuUsage(cpu)
    figures.push({ cpu: (user + system) / count, time: ((performance.now() - sinceMs) * 1000) / count })
  }
  const best = figures.toSorted((one, other) => one.cpu - other.cpu)[0]
  say(`${name.padEnd(28)} ${best?.cpu.toFixed(1).padStart(7)} ${best?.time.toFixed(1).padStart(8)}`)
}

say('\nOne at a time beside other work: milliseconds until it is done, p50 and p99')
const large = await sharp({ create: { width: 4000, height: 4000, channels: 3, background: 'red' } })
  .png()
  .toBuffer()
const thread = openHashThread()
const hasher = openPasswordHasher(thread)
const others: Record<string, () => Promise<unknown>> = {
  nothing: async () => {},
  '16 passwords': () =>
    Promise.all(Array.from({ length: 16 }, () => hasher.verify('seven lively otters', null))),
  '8 pictures': () =>
    Promise.all(Array.from({ length: 8 }, () => sharp(large).resize(512).webp().toBuffer())),
}
for (const [other, run] of Object.entries(others)) {
  for (const name of ['check, ours, a new token', 'check, jose']) {
    const times: number[] = []
    const work = works[name]
    const signal = { isOver: false }
    const running = run().then(() => (signal.isOver = true))
    while (!signal.isOver || times.length < 500) {
      await setImmediate()
      const sinceMs = performance.now()
      await work?.(tokens[times.length % count] ?? '')
      times.push(performance.now() - sinceMs)
    }
    await running
    const sorted = times.toSorted((one, another) => one - another)
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2).padStart(8)
    say(`${other.padEnd(14)} ${name.padEnd(26)} ${at(0.5)} ${at(0.99)} (${times.length})`)
  }
}
await hasher.close()
await thread.close()

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
