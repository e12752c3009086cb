import { bundled } from './test/bundle.ts'

// What each part costs an app, gzipped: `pnpm run size`.
for (const names of [
  ['createSession'],
  ['createSession', 'createSignInClient'],
  ['createSession', 'createRestClient'],
  ['createSession', 'createTrpcClient'],
  ['createClient'],
]) {
  const { gzippedBytes } = await bundled(names)
  process.stdout.write(`${(gzippedBytes / 1000).toFixed(1).padStart(6)} kB  ${names.join(', ')}\n`)
}
