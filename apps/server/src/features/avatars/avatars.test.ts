import sharp from 'sharp'
import { expect, test } from 'vitest'
import { red } from '../../../test/pictures.ts'
import { codeOf, cookiesOf, type TestApp, testApp } from '../../../test/test-app.ts'

async function form(width = 40): Promise<FormData> {
  const data = new FormData()
  data.append('file', new Blob([new Uint8Array(await red(width, 30).png().toBuffer())]), 'me.png')
  return data
}

const pathOf = (address: string | null) => new URL(address ?? '').pathname
const countRows = async (app: TestApp) =>
  (await app.services.db.selectFrom('avatar').select('id').execute()).length

test('an uploaded picture is part of the user wherever one is answered', async () => {
  await using app = await testApp({ PUBLIC_URL: 'https://auth.example.com' })
  const { client, session, email, password } = await app.signedUp()

  const uploaded = await client.users.upload_avatar.mutate(await form())
  const login = await app.client().auth.login.mutate({ email, password })
  const refreshed = await app.client().auth.refresh.mutate({ refresh_token: login.refresh_token })
  const renamed = await client.users.update.mutate({ name: 'Ada King' })
  const me = await app.call('GET /api/v1/users/me', { token: session.access_token })

  const { avatar_url } = uploaded
  expect(session.avatar_url).toBeNull()
  expect(avatar_url).toMatch(/^https:\/\/auth\.example\.com\/api\/avatars\/[\da-f-]{36}\.webp$/)
  expect([login, refreshed, renamed, me.body].map((user) => user.avatar_url)).toEqual(
    Array(4).fill(avatar_url),
  )
  expect(uploaded.updated_at > session.updated_at).toBe(true)
})

test.each(['/api', '/api/v1'])(
  'a picture is served to anyone, for ever, and runs nothing: %s',
  async (prefix) => {
    await using app = await testApp()
    const { session } = await app.signedUp()
    const token = session.access_token
    const { body: user } = await app.call(`POST ${prefix}/users/me/avatar`, { token, body: await form() })
    const file = pathOf(user.avatar_url).split('/').at(-1)

    const answer = await fetch(`${app.url}${prefix}/avatars/${file}`, {
      headers: { authorization: 'Bearer rubbish', origin: 'https://elsewhere.example' },
    })
    const picture = Buffer.from(await answer.arrayBuffer())
    const head = await app.call(`HEAD ${prefix}/avatars/${file}`)

    expect(answer.status).toBe(200)
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'webp', width: 512, height: 512 })
    const headers = {
      'content-type': 'image/webp',
      'content-length': String(picture.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      etag: `"${file?.replace('.webp', '')}"`,
    }
    expect(Object.fromEntries(answer.headers)).toMatchObject(headers)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(head).toMatchObject({ status: 200, body: '' })
    expect(Object.fromEntries(head.headers)).toMatchObject(headers)
  },
)

test('who has a picture already is told so', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const path = `GET ${pathOf((await client.users.upload_avatar.mutate(await form())).avatar_url)}`
  const etag = (await app.call(path)).headers.get('etag') ?? ''
  const ask = (tag: string, method = 'GET') =>
    app.call(path.replace('GET', method), { headers: { 'if-none-match': tag } })

  const same = await Promise.all([etag, `W/${etag}`, `"other", ${etag}`, '*'].map((tag) => ask(tag)))
  const other = await ask('"other"')
  const head = await ask(etag, 'HEAD')

  expect(same.map(({ status, body }) => `${status} ${body}`)).toEqual(Array(4).fill('304 '))
  expect(same[0]?.headers.get('etag')).toBe(etag)
  expect(same[0]?.headers.get('cache-control')).toContain('immutable')
  expect([other.status, head.status]).toEqual([200, 304])
})

test('a new picture has a new address, and the one before is gone', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()

  const first = await client.users.upload_avatar.mutate(await form())
  const second = await client.users.upload_avatar.mutate(await form())

  expect(second.avatar_url).not.toBe(first.avatar_url)
  const before = await app.call(`GET ${pathOf(first.avatar_url)}`, { headers: { 'if-none-match': '*' } })
  expect(before).toMatchObject({ status: 404, body: { code: 'not_found' } })
  expect((await app.call(`GET ${pathOf(second.avatar_url)}`)).status).toBe(200)
  expect(await countRows(app)).toBe(1)
})

test('pictures uploaded at once leave one, and the user points at it', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const forms = await Promise.all([10, 20, 30, 40, 50, 60].map(form))

  await Promise.all(forms.map((data) => client.users.upload_avatar.mutate(data)))

  expect(await countRows(app)).toBe(1)
  const { avatar_url } = await client.users.me.query()
  expect((await app.call(`GET ${pathOf(avatar_url)}`)).status).toBe(200)
})

test('a refused picture leaves the one before', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const { avatar_url } = await client.users.upload_avatar.mutate(await form())
  const broken = new FormData()
  broken.append('file', new Blob(['GIF89a']))

  expect(await codeOf(client.users.upload_avatar.mutate(broken))).toBe('image_invalid')

  expect((await client.users.me.query()).avatar_url).toBe(avatar_url)
  expect((await app.call(`GET ${pathOf(avatar_url)}`)).status).toBe(200)
})

test('a picture is removed by both doors, and removing none is no error', async () => {
  await using app = await testApp()
  const { client, session } = await app.signedUp()
  const token = session.access_token
  const { avatar_url } = await client.users.upload_avatar.mutate(await form())

  const removed = await app.call('DELETE /api/users/me/avatar', { token })
  const after = await client.users.me.query()
  await client.users.upload_avatar.mutate(await form())
  const nothing = await client.users.remove_avatar.mutate()
  const again = await app.call('DELETE /api/v1/users/me/avatar', { token })

  expect([removed.status, again.status, removed.body, nothing]).toEqual([204, 204, '', undefined])
  expect(after.avatar_url).toBeNull()
  expect((await app.call(`GET ${pathOf(avatar_url)}`)).status).toBe(404)
  expect((await client.users.me.query()).avatar_url).toBeNull()
  expect(await countRows(app)).toBe(0)
})

test('a picture goes with its account', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const { avatar_url } = await client.users.upload_avatar.mutate(await form())

  await app.services.db.deleteFrom('user').execute()

  expect(await countRows(app)).toBe(0)
  expect((await app.call(`GET ${pathOf(avatar_url)}`)).status).toBe(404)
  expect(await codeOf(client.users.upload_avatar.mutate(await form()))).toBe('session_revoked')
  expect(await countRows(app)).toBe(0)
})

test('one changes no picture but their own', async () => {
  await using app = await testApp()
  const ada = await app.signedUp()
  const mallory = await app.signedUp()
  const { avatar_url } = await ada.client.users.upload_avatar.mutate(await form())

  await mallory.client.users.remove_avatar.mutate()
  await mallory.client.users.upload_avatar.mutate(await form())

  expect((await ada.client.users.me.query()).avatar_url).toBe(avatar_url)
  expect((await app.call(`GET ${pathOf(avatar_url)}`)).status).toBe(200)
})

test('an address names a picture and nothing else', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const { avatar_url } = await client.users.upload_avatar.mutate(await form())
  const id = pathOf(avatar_url).slice('/api/avatars/'.length, -'.webp'.length)
  const files = [
    id,
    `${id}.png`,
    `${id}.webp.webp`,
    `${id}.webp/`,
    `${id}.WEBP`,
    `${id.toUpperCase()}.webp`,
    `${id.replaceAll('-', '')}.webp`,
    `{${id}}.webp`,
    `${id}.webp%00`,
    `${id}%00.webp`,
    `%2e%2e%2f${id}.webp`,
    '..%2f..%2f..%2fetc%2fpasswd',
    '%2e%2e%5c%2e%2e%5cpackage.json',
    '.webp',
    '%25',
    "'; drop table avatar; --.webp",
    `${'a'.repeat(3000)}.webp`,
    '0b8f6a0e-7d3c-4f5e-9a51-62b3c4d5e6f7.webp',
    '019ab1c2-7d3e-7f40-8a51-62b3c4d5e6f7.webp',
  ]

  const answers = await Promise.all(files.map((file) => app.call(`GET /api/avatars/${file}`)))

  expect(answers.map(({ status }, index) => [files[index], status])).toEqual(files.map((file) => [file, 404]))
  expect((await app.call('PUT /api/avatars/x.webp')).headers.get('allow')).toBe('GET, HEAD')
})

test('the credential is judged before a byte of the picture is read', async () => {
  await using app = await testApp()
  const body = 'no form at all'
  const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '14' }

  const rest = await app.call('POST /api/users/me/avatar', { body, headers })
  const trpc = await app.call('POST /trpc/users.upload_avatar', { body, headers, token: 'rubbish' })

  expect(rest).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  expect(trpc).toMatchObject({
    status: 401,
    body: { error: { data: { problem: { code: 'token_invalid' } } } },
  })
})

test('a form that another site sends changes nothing', async () => {
  await using app = await testApp()
  const { email, password } = await app.signedUp()
  const cookie = cookiesOf(await app.call('POST /api/auth/login', { body: { email, password } }))
  const send = async (path: string, origin: string) =>
    app.call(path, { headers: { cookie, origin }, body: await form() })

  const rest = await send('POST /api/users/me/avatar', 'https://evil.example')
  const trpc = await send('POST /trpc/users.upload_avatar', 'null')
  const rows = await countRows(app)
  const own = await send('POST /trpc/users.upload_avatar', 'http://localhost:3000')

  expect(rest).toMatchObject({ status: 403, body: { code: 'origin_rejected' } })
  expect(trpc.body.error.data.problem.code).toBe('origin_rejected')
  expect(rows).toBe(0)
  expect(own.status).toBe(200)
  expect(own.body.result.data.avatar_url).toContain('/api/avatars/')
})
