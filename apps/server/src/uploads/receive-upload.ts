import type { IncomingMessage } from 'node:http'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { AuthError } from '../auth-error.ts'
import { Upload } from './upload.ts'
import type { UploadRoom, UploadShare } from './upload-room.ts'

const fileBytesAtMost = 5 * 1024 * 1024
// Boundaries and the parts' headers.
const bodyBytesAtMost = fileBytesAtMost + 64 * 1024
// A refused body is still read to its end up to here, because clients read the answer only then; nothing of it is kept.
const discardedBytesAtMost = 4 * fileBytesAtMost

/**
 * Reads a form with one file in the field `file`, as it arrives.
 *
 * @throws `payload_too_large` above 5 MiB; `malformed_request` for what is no whole form; `validation_failed` for a
 *   wrong, missing or second part; `request_timeout` for what stalls or takes too long; `unavailable`
 */
export function receiveUpload(body: IncomingMessage, room: UploadRoom, share: UploadShare): Promise<Upload> {
  return new Promise((resolve, reject) => {
    // Memory is taken only as it is written to, and many tiny pieces cost no more than their sum.
    let file = Buffer.allocUnsafeSlow(fileBytesAtMost)
    let fileBytes = 0
    const parts: Part[] = []
    let refusal: unknown = null
    let receivedBytes = 0
    let isWhole = false
    let isSettled = false

    const stalled = setTimeout(cut, room.stalled_ms)
    const late = setTimeout(cut, room.received_ms)
    const parser = openParser(body, fail)
    body.on('data', onData).once('end', onEnd).once('close', onClose)
    if (Number(body.headers['content-length'] ?? 0) > bodyBytesAtMost) fail(tooLarge())

    parser?.on('file', (name, content) => {
      parts.push({ name: name || '', isFile: true })
      const isWanted = parts.length === 1
      content.on('data', (piece: Buffer) => {
        if (isWanted && !refusal) keep(piece)
      })
      content.once('limit', () => fail(tooLarge()))
      content.on('error', () => fail(new AuthError('malformed_request')))
    })
    parser?.on('field', (name) => parts.push({ name: name || '', isFile: false }))
    parser?.on('error', () => fail(new AuthError('malformed_request')))
    parser?.once('finish', () => {
      // The parser is content when it has seen the form's end; the body may go on.
      if (isWhole) settle()
    })

    function onData(chunk: Buffer): void {
      receivedBytes += chunk.length
      stalled.refresh()
      if (receivedBytes > bodyBytesAtMost) fail(tooLarge())
      if (receivedBytes > discardedBytesAtMost) settle()
      if (refusal || !parser) return
      if (!parser.write(chunk)) {
        body.pause()
        parser.once('drain', () => body.resume())
      }
    }

    function onEnd(): void {
      isWhole = true
      if (refusal || !parser || parser.writableFinished) settle()
      else parser.end()
    }

    function onClose(): void {
      if (isWhole) return
      fail(new AuthError('malformed_request'))
      settle()
    }

    function cut(): void {
      fail(new AuthError('request_timeout'))
      settle()
    }

    function keep(piece: Buffer): void {
      try {
        share.take(piece.length)
        fileBytes += piece.copy(file, fileBytes)
      } catch (error) {
        fail(error)
      }
    }

    /** The first thing that is wrong is the answer. What is held goes back at once. */
    function fail(error: unknown): void {
      if (isSettled) return
      refusal ??= error
      file = Buffer.alloc(0)
      share.release()
      body.resume()
      if (isWhole) settle()
    }

    function settle(): void {
      if (isSettled) return
      isSettled = true
      clearTimeout(stalled)
      clearTimeout(late)
      body.off('data', onData).off('end', onEnd).off('close', onClose)
      body.resume()
      refusal ??= partsRefusal(parts)
      if (refusal) reject(refusal)
      else resolve(new Upload(file.subarray(0, fileBytes)))
    }
  })
}

type Part = { name: string; isFile: boolean }

function openParser(body: IncomingMessage, fail: (error: unknown) => void): BusboyInstance | null {
  const { 'content-type': type = '', ...headers } = body.headers
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': type },
      limits: { fileSize: fileBytesAtMost, fieldSize: 1024, parts: 3, headerPairs: 20, headerSize: 4096 },
    })
  } catch {
    fail(new AuthError('malformed_request'))
    return null
  }
}

const tooLarge = () => new AuthError('payload_too_large', { detail: 'A picture has at most 5 MiB.' })

function partsRefusal(parts: readonly Part[]): AuthError | null {
  const errors = parts.flatMap(({ name, isFile }, index) => {
    if (name !== 'file') return [{ path: [name.slice(0, 100)], message: 'There is no such field.' }]
    if (!isFile) return [{ path: ['file'], message: 'This must be a file.' }]
    if (index > 0) return [{ path: ['file'], message: 'Send one file only.' }]
    return []
  })
  if (parts.length === 0) errors.push({ path: ['file'], message: 'Send a form with one file.' })
  return errors.length > 0 ? new AuthError('validation_failed', { errors }) : null
}
