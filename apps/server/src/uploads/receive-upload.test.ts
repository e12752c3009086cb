import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { red } from '../../test/pictures.ts'
import { codeOf, type TestApp, testApp } from '../../test/test-app.ts'
import { openUploadRoom } from './upload-room.ts'

const type = { 'content-type': 'multipart/form-data; boundary=x' }
const png = await red(9, 9).png().toBuffer()
const mebibyte = 1024 * 1024

const part = (name: string, content: string | Buffer, more = '; filename="a.png"') =>
  Buffer.concat([
    Buffer.from(`--x\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`),
    Buffer.from(content as string),
    Buffer.from('\r\n'),
  ])
const end = Buffer.from('--x--\r\n')
const picture = part('file', png)

/** The status and code that both doors answer; they must be the same. */
async function sendBoth(app: TestApp, body: Uint8Array | string, headers: Record<string, string>) {
  const { session } = await app.signedUp()
  const token = session.access_token
  const rest = await app.call('POST /api/users/me/avatar', { token, body, headers })
  const trpc = await app.call('POST /trpc/users.upload_avatar', { token, body, headers })
  const problem = trpc.body.error?.data.problem
  expect([trpc.status, problem?.code]).toEqual([rest.status, rest.body.code])
  expect(problem?.errors).toEqual(rest.body.errors)
  return { status: rest.status, code: rest.body.code, errors: rest.body.errors }
}

test.each([
  ['one file', [picture, end], 200],
  ['one file and words around the form', ['words\r\n', picture, end, 'words'], 200],
  ['a file under another name', [part('avatar', png), end], 422],
  ['a file under no name', [part('', png), end], 422],
  ['no part', [end], 422],
  ['a text', [part('file', 'hello', ''), end], 422],
  ['a second file', [picture, picture, end], 422],
  ['a file and a text', [picture, part('name', 'Ada', ''), end], 422],
  ['a text and a file', [part('name', 'Ada', ''), picture, end], 422],
  ['ten files', [...Array.from({ length: 10 }, () => picture), end], 422],
  ['a file of a name like a prototype', [part('__proto__', png), end], 422],
  ['a part without a name, and a file', ['--x\r\n\r\nwords\r\n', picture, end], 200],
  ['no end', [picture], 400],
  ['half a file', [picture.subarray(0, -40)], 400],
  ['half a header', ['--x\r\ncontent-disposition: form-'], 400],
  ['a text without an end', [picture, part('name', 'Ada', '').subarray(0, -5)], 400],
  ['no form', ['hello'], 400],
  ['nothing', [''], 400],
])('a form of %s answers alike on both doors', async (name, pieces, status) => {
  await using app = await testApp()
  const codes = { 200: undefined, 400: 'malformed_request', 422: 'validation_failed' }

  const answer = await sendBoth(app, Buffer.concat(pieces.map((piece) => Buffer.from(piece as string))), type)

  expect({ name, ...answer }).toMatchObject({ name, status })
  expect(answer.code).toBe(codes[status as keyof typeof codes])
})

test('what is wrong with a form is said by field', async () => {
  await using app = await testApp()

  const { errors } = await sendBoth(
    app,
    Buffer.concat([picture, picture, part('name', 'Ada', ''), end]),
    type,
  )

  expect(errors).toEqual([
    { path: ['file'], message: 'Send one file only.' },
    { path: ['name'], message: 'There is no such field.' },
  ])
})

test.each([
  ['JSON', '{}', 'application/json', 415],
  ['the picture itself', png, 'image/png', 415],
  ['bytes', png, 'application/octet-stream', 415],
  ['a form without a boundary', picture, 'multipart/form-data', 400],
  ['another kind of multipart', picture, 'multipart/mixed; boundary=x', 415],
  ['a type that begins alike', picture, 'multipart/form-data-like; boundary=x', 415],
  ['a form in capitals', Buffer.concat([picture, end]), 'Multipart/Form-Data; boundary="x"', 200],
])('a picture sent as %s is judged by its type', async (name, body, contentType, status) => {
  await using app = await testApp()

  const answer = await sendBoth(app, body, { 'content-type': contentType })

  expect({ name, status: answer.status }).toEqual({ name, status })
})

test('only an upload takes a form', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const options = { token: session.access_token, body: Buffer.concat([picture, end]), headers: type }

  const answers = [
    await app.call('PATCH /api/users/me', options),
    await app.call('POST /api/auth/login', options),
    await app.call('POST /trpc/users.update', options),
    await app.call('POST /trpc/users.upload_avatar?batch=1', options),
    await app.call('POST /trpc/users.upload_avatar,users.update?batch=1', options),
  ]

  expect(answers.map((answer) => answer.status)).toEqual([415, 415, 415, 415, 415])
  expect(await app.services.db.selectFrom('avatar').select('id').execute()).toEqual([])
})

test('too large a file is refused to a client that is still sending it', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const token = session.access_token
  const body = Buffer.concat([part('file', Buffer.alloc(12 * mebibyte)), end])
  const stream = () =>
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < body.length; at += 65_536) controller.enqueue(body.subarray(at, at + 65_536))
        controller.close()
      },
    })

  const declared = await app.call('POST /api/users/me/avatar', { token, body, headers: type })
  const chunked = await fetch(`${app.url}/api/users/me/avatar`, {
    method: 'POST',
    headers: { ...type, authorization: `Bearer ${token}` },
    body: stream(),
    duplex: 'half',
  })

  expect(declared).toMatchObject({ status: 413, body: { code: 'payload_too_large' } })
  expect(declared.body.detail).toBe('A picture has at most 5 MiB.')
  expect(chunked.status).toBe(413)
})

test('many tiny pieces make one picture', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const upload = await opened(app, session.access_token, { chunked: true })

  for (const byte of Buffer.concat([picture, end, Buffer.from('words behind the form')]))
    upload.write(Buffer.from(`1\r\n${String.fromCharCode(byte)}\r\n`, 'latin1'))
  upload.write('0\r\n\r\n')

  expect(await upload.answer()).toMatch(/^HTTP\/1.1 200/)
})

test.each([
  ['stalls', 0, { stalled_ms: 100, received_ms: 60_000 }],
  ['crawls', 30, { stalled_ms: 60_000, received_ms: 300 }],
])('an upload that %s is cut with 408', async (_name, everyMs, limits) => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  Object.assign(app.services.upload_room, limits)

  const upload = await opened(app, session.access_token)
  upload.write(picture.subarray(0, 60))
  const crawling = everyMs > 0 && setInterval(() => upload.write('x'), everyMs)
  const answer = await upload.answer()
  if (crawling) clearInterval(crawling)

  expect(answer).toMatch(/^HTTP\/1.1 408/)
  expect(answer).toContain('"code":"request_timeout"')
  expect(answer.toLowerCase()).toContain('connection: close')
})

test('uploads share a room: who finds it full is refused, and an answered or lost one gives its part back', async () => {
  await using app = await testApp()
  const { session, client } = await app.signedUp()
  const token = session.access_token
  app.services.upload_room = openUploadRoom(6 * mebibyte)
  const large = new FormData()
  large.append('file', new Blob([new Uint8Array(png), new Uint8Array(3 * mebibyte)]))

  const slow = await opened(app, token)
  slow.write(Buffer.concat([part('file', Buffer.alloc(3 * mebibyte)).subarray(0, -2)]))
  await holds(app, 3 * mebibyte)
  const refused = await app.call('POST /api/users/me/avatar', { token, body: large })
  const overTrpc = await codeOf(client.users.upload_avatar.mutate(large))
  slow.lose()
  await holds(app, 0)
  const after = []
  for (let count = 0; count < 4; count++) after.push(await client.users.upload_avatar.mutate(large))

  expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  expect(refused.headers.get('retry-after')).toBe('5')
  expect(overTrpc).toBe('unavailable')
  expect(after).toHaveLength(4)
})

test('a refused upload holds nothing while the rest of it arrives', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const upload = await opened(app, session.access_token, { chunked: true })
  const send = (data: Buffer) => {
    upload.write(`${data.length.toString(16)}\r\n`)
    upload.write(data)
    upload.write('\r\n')
  }

  send(part('file', Buffer.alloc(4 * mebibyte)).subarray(0, -2))
  await holds(app, 4 * mebibyte)
  send(Buffer.alloc(2 * mebibyte))
  await holds(app, 0)
  upload.write('0\r\n\r\n')

  expect(await upload.answer()).toMatch(/^HTTP\/1.1 413/)
})

/** Waits until the room holds this much. */
async function holds(app: TestApp, bytes: number): Promise<void> {
  await expect.poll(() => app.services.upload_room.taken_bytes()).toBe(bytes)
}

/** An upload on a socket of its own, of which the head has been sent. */
async function opened(app: TestApp, token: string, options: { chunked?: boolean } = {}) {
  const { hostname, port } = new URL(app.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  let text = ''
  socket.on('data', (data) => {
    text += data.toString('latin1')
  })
  socket.on('error', () => {})
  const length = options.chunked ? 'transfer-encoding: chunked' : `content-length: ${5 * mebibyte}`
  socket.write(
    `POST /api/users/me/avatar HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n` +
      `content-type: ${type['content-type']}\r\n${length}\r\n\r\n`,
  )
  return {
    write: (data: string | Uint8Array) => socket.write(data),
    lose: () => socket.destroy(),
    async answer() {
      await expect.poll(() => text).toContain('\r\n\r\n{')
      socket.destroy()
      return text
    },
  }
}
