import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** What the sink does to a letter; it may change between two of them. */
type Mood = 'accepts' | 'is busy' | 'refuses the recipient' | 'refuses the letter' | 'stalls'

/** A real mail server on loopback that keeps what it gets. */
export type MailSink = {
  url: string
  received: { mail: ParsedMail; envelope_to: string[]; raw: string }[]
  /** How many letters were begun. */
  attempts: number
  mood: Mood
  /** How long it thinks before it accepts. */
  delay_ms: number
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Opens a mail server for one test, at a port of its own unless one is named. */
export async function mailSink(port = 0): Promise<MailSink> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onMailFrom(_address, _session, done) {
      sink.attempts++
      if (sink.mood === 'stalls') return
      done(sink.mood === 'is busy' ? refusal(451, 'Busy, try later') : null)
    },
    onRcptTo(_address, _session, done) {
      done(sink.mood === 'refuses the recipient' ? refusal(550, 'No such mailbox') : null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => void take())
      async function take(): Promise<void> {
        if (sink.mood === 'refuses the letter') return done(refusal(554, 'Not wanted'))
        const raw = Buffer.concat(chunks)
        await new Promise((resolve) => setTimeout(resolve, sink.delay_ms))
        const envelope_to = session.envelope.rcptTo.map(({ address }) => address)
        sink.received.push({ mail: await simpleParser(raw), envelope_to, raw: raw.toString() })
        done()
      }
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))

  const sink: MailSink = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received: [],
    attempts: 0,
    mood: 'accepts',
    delay_ms: 0,
    close,
    [Symbol.asyncDispose]: close,
  }
  return sink
}

const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })
