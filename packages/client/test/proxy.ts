import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A request as it arrived. */
type Seen = { method: string; path: string; headers: IncomingMessage['headers']; body: Buffer }

/** An answer to give. */
export type Answer = { status: number; headers?: Record<string, string>; body?: string }

/** Decides what becomes of a request: pass it on, answer in the server's place, or cut the line. */
export type Treatment = (
  seen: Seen,
  pass: () => Promise<Answer>,
) => Promise<Answer | 'drop'> | Answer | 'drop'

/**
 * A door before the real server, at which a test can watch, delay, lose and forge.
 *
 * It also keeps the cookies that the server sets, as a browser does, since Node's fetch does not.
 */
export async function startProxy(target: string) {
  const seen: Seen[] = []
  const cookies = new Map<string, string>()
  let treat: Treatment = (_, pass) => pass()
  const answerTo = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      return
    }
    const one: Seen = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks),
    }
    seen.push(one)
    const answer = await treat(one, () => forward(target, one, cookies))
    if (answer === 'drop') return void request.socket.destroy()
    response.writeHead(answer.status, answer.headers)
    response.end(answer.body)
  }
  const server = createServer((request, response) => void answerTo(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    /** The browser's cookies, by name. */
    cookies,
    /** The requests to a path so far. */
    to: (path: string) => seen.filter((one) => one.path.startsWith(path)),
    treat: (treatment: Treatment) => {
      treat = treatment
    },
    passAll: () => {
      treat = (_, pass) => pass()
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function forward(
  target: string,
  { method, path, headers, body }: Seen,
  cookies: Map<string, string>,
): Promise<Answer> {
  const sent: Record<string, string> = {}
  for (const name of ['authorization', 'content-type', 'accept', 'trpc-accept']) {
    const value = headers[name]
    if (typeof value === 'string') sent[name] = value
  }
  if (cookies.size > 0) sent['cookie'] = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(target + path, {
    method,
    headers: sent,
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  })
  for (const line of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
    if (value) cookies.set(name, value)
    else cookies.delete(name)
  }
  return {
    status: answer.status,
    headers: { 'content-type': answer.headers.get('content-type') ?? 'text/plain' },
    body: await answer.text(),
  }
}
