import type { AddressedLetter, Mailbox } from './mailer.ts'

/**
 * A letter in nodemailer's words. Addresses are objects, never header text, which would be parsed into more
 * recipients than one; a line break in what becomes a header is refused before it gets that far.
 *
 * @throws Error for an address or a subject with a control character
 */
export function toMessage(letter: AddressedLetter, from: Mailbox) {
  for (const text of [letter.to, letter.subject, from.name, from.address]) {
    if (/\p{Cc}/u.test(text)) throw new Error('A header of a letter has a control character.')
  }
  return {
    from,
    to: { name: '', address: letter.to },
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    messageId: `<${letter.id}@${from.address.split('@').at(-1) ?? 'localhost'}>`,
    // So that no holiday notice answers (RFC 3834, section 5).
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
