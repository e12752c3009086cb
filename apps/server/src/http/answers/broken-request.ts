import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { AuthError } from '../../auth-error.ts'
import { toProblem } from '../../rpc/refusal-of.ts'

/**
 * Answers what is not HTTP, which no hook or route ever sees, with a problem: `malformed_request`, or
 * `request_timeout` where it did not arrive in time. Nothing is logged: the parser's error carries the whole
 * request, cookies included.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const refusal = new AuthError(
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request_timeout' : 'malformed_request',
  )
  const request_id = randomUUID()
  const body = JSON.stringify(toProblem(refusal, request_id))
  socket.end(
    [
      `HTTP/1.1 ${refusal.status} ${refusal.status === 408 ? 'Request Timeout' : 'Bad Request'}`,
      'Connection: close',
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      "Content-Security-Policy: default-src 'none'",
      'Referrer-Policy: no-referrer',
      `X-Request-Id: ${request_id}`,
      '',
      body,
    ].join('\r\n'),
  )
}
