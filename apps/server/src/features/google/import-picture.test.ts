import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asGoogle, type Browser, openBrowser } from '../../../test/google-browser.ts'
import { type HostileIssuer, openHostileIssuer } from '../../../test/hostile-issuer.ts'
import { openPictureHost } from '../../../test/picture-host.ts'
import { paddedTo, red } from '../../../test/pictures.ts'
import { testApp } from '../../../test/test-app.ts'
import { openPictureFetcher } from './picture-fetcher.ts'
import { isPublicAddress } from './public-address.ts'

const address = 'https://lh3.googleusercontent.com/a/ada=s96-c'
const never = new AbortController().signal
let issuer: HostileIssuer
let png: Buffer

beforeAll(async () => {
  issuer = await openHostileIssuer()
  png = await red().png().toBuffer()
})
afterAll(() => issuer.close())

const showingPng = () => openPictureHost((_request, response) => response.end(png))

async function signIn(browser: Browser, claims: Record<string, unknown> = {}) {
  return browser.goBack(issuer.comeBack(await browser.begin(), { claims: { picture: address, ...claims } }))
}

const pictureOf = async (browser: Browser) => (await browser.call('GET /api/users/me')).body.avatar_url

test('a new account has its picture at Google, through the avatar pipeline and in its size', async () => {
  await using host = await showingPng()
  await using app = await testApp(asGoogle(issuer))
  app.services.fetch_picture = openPictureFetcher(host.world)
  const browser = openBrowser(app)

  await signIn(browser)
  await app.services.picture_imports.settled()
  const picture = await app.call(`GET ${new URL(await pictureOf(browser)).pathname}`)

  expect(picture.headers.get('content-type')).toBe('image/webp')
  expect(host.asked).toEqual(['lh3.googleusercontent.com/a/ada=s512-c'])
})

test('it is fetched once: later ones at Google change nothing, and neither does a link', async () => {
  await using host = await showingPng()
  await using app = await testApp(asGoogle(issuer))
  app.services.fetch_picture = openPictureFetcher(host.world)
  const browser = openBrowser(app)
  await signIn(browser)
  await app.services.picture_imports.settled()
  const first = await pictureOf(browser)

  await signIn(browser, { picture: 'https://lh5.googleusercontent.com/another' })
  const hedy = await app.signedUp()
  const url = await browser.begin('?link=true', hedy.session.access_token)
  await openBrowser(app).goBack(
    issuer.comeBack(url, { claims: { sub: 'hedy', picture: address, email: hedy.email } }),
  )
  await app.services.picture_imports.settled()

  expect(await pictureOf(browser)).toBe(first)
  expect((await hedy.client.users.me.query()).avatar_url).toBeNull()
  expect(host.asked.length).toBe(1)
})

test('a picture that they chose themselves meanwhile stays', async () => {
  await using app = await testApp(asGoogle(issuer))
  const fetching = Promise.withResolvers<Buffer>()
  app.services.fetch_picture = () => fetching.promise
  const browser = openBrowser(app)
  await signIn(browser)
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(png)]))
  const token = browser.cookies.get('access_token')!
  const chosen = (await app.call('POST /api/users/me/avatar', { token, body: form })).body.avatar_url

  fetching.resolve(png)
  await app.services.picture_imports.settled()

  expect(chosen).toMatch(/webp$/)
  expect(await pictureOf(browser)).toBe(chosen)
})

test('a picture that never comes holds up neither the sign-in nor the server as it stops', async () => {
  await using host = await openPictureHost(() => {})
  await using app = await testApp(asGoogle(issuer))
  app.services.fetch_picture = openPictureFetcher(host.world)
  const browser = openBrowser(app)

  const callback = await signIn(browser)
  await app.services.picture_imports.close()

  expect(callback.status).toBe(302)
  expect(host.asked.length).toBe(1)
  expect(await pictureOf(browser)).toBeNull()
})

test.each([
  'http://lh3.googleusercontent.com/a',
  'https://lh3.googleusercontent.com:444/a',
  'https://user@lh3.googleusercontent.com/a',
  'https://1.2.3.4.bc.googleusercontent.com/a',
  'https://googleusercontent.com/a',
  'https://lh3.googleusercontent.com.evil.example/a',
  'https://evil.example/lh3.googleusercontent.com',
  'https://lh3.googleusercontent.com./a',
  'https://127.0.0.1/a',
  'https://[::1]/a',
  'file:///etc/passwd',
  'data:image/png;base64,AAAA',
  'no address',
])('%s is never asked', async (elsewhere) => {
  await using host = await showingPng()

  expect(await openPictureFetcher(host.world)(elsewhere, never)).toBeNull()
  expect(host.asked).toEqual([])
})

test.each([
  ['a redirect', 302, { location: 'https://lh5.googleusercontent.com/other' }],
  ['a fault', 500, {}],
])('%s is no picture, and is not followed', async (_, status, headers) => {
  await using host = await openPictureHost((_request, response) =>
    response.writeHead(status, headers).end(png),
  )

  expect(await openPictureFetcher(host.world)(address, never)).toBeNull()
  expect(host.asked.length).toBe(1)
})

test('5 MiB come, and not a byte more', async () => {
  const most = 5 * 1024 * 1024
  await using host = await openPictureHost((request, response) =>
    response.end(paddedTo(png, request.url === '/most' ? most : most + 1)),
  )
  const fetch = openPictureFetcher(host.world)

  expect((await fetch('https://lh3.googleusercontent.com/most', never))?.length).toBe(most)
  expect(await fetch('https://lh3.googleusercontent.com/more', never)).toBeNull()
})

test('half a picture is none', async () => {
  await using host = await openPictureHost((_request, response) => {
    response.writeHead(200, { 'content-length': png.length })
    response.write(png.subarray(0, 20), () => response.destroy())
  })

  expect(await openPictureFetcher(host.world)(address, never)).toBeNull()
})

test('a certificate that nobody vouches for is none', async () => {
  await using host = await showingPng()
  const { ca: _, ...world } = host.world

  expect(await openPictureFetcher(world)(address, never)).toBeNull()
  expect(host.asked).toEqual([])
})

test('a name that leads to this machine, even beside a public address, is not connected to', async () => {
  let connections = 0
  const server = createServer(() => connections++).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  const fetch = openPictureFetcher({
    port,
    resolve: (_host, _options, callback) =>
      callback(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '8.8.8.8', family: 4 },
      ]),
  })

  expect(await fetch(address, never)).toBeNull()
  expect(connections).toBe(0)
  server.close()
})

test.each(['8.8.8.8', '142.250.184.193', '2a00:1450:4001:82a::2001', '2607:f8b0:4005:80a::2001'])(
  '%s is public',
  (ip) => {
    expect(isPublicAddress(ip)).toBe(true)
  },
)

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.31.255.255',
  '192.168.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  'fc00::1',
  'fd12::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '2001::1',
  '2002:7f00:1::1',
  '4000::1',
])('%s is not', (ip) => {
  expect(isPublicAddress(ip)).toBe(false)
})
