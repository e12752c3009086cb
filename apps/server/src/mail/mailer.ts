/** One letter, ready to be sent. */
export type Letter = { subject: string; text: string; html: string }

/** A letter on its way to one person. `id` makes its Message-ID, so that a second copy tells itself. */
export type AddressedLetter = Letter & { id: string; to: string }

/**
 * What became of a letter: `sent`; `refused` for good, as the recipient does not exist; or `failed` this time,
 * as the mail server is away.
 */
export type Delivery = { kind: 'sent' } | { kind: 'refused' | 'failed'; reason: string }

/** Hands letters on, one at a time. It never throws: the queue decides what a failure means. */
export type Mailer = {
  send(letter: AddressedLetter): Promise<Delivery>
  close(): void
}

/** An address with the name shown beside it. */
export type Mailbox = { name: string; address: string }
