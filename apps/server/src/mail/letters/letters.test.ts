import { expect, test } from 'vitest'
import { emailVerified } from './email-verified.ts'
import { googleLinked } from './google-linked.ts'
import { googleUnlinked } from './google-unlinked.ts'
import { newDevice } from './new-device.ts'
import { passwordChanged } from './password-changed.ts'
import { resetPasswordLetter } from './reset-password-letter.ts'
import { sessionEndedForReuse } from './session-ended-for-reuse.ts'
import { verifyEmailLetter } from './verify-email-letter.ts'

const email = `"><script>alert(1)</script>&'@example.com`
const link = 'https://auth.example.com/reset-password?token=abc&x="y"'
const config = { web_url: 'https://auth.example.com' }
const about = {
  email,
  client: {
    ip: '203.0.113.7',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  },
  at: new Date('2026-03-12T10:00:00Z'),
}

const letters = {
  'verify-email': verifyEmailLetter({ email, link }),
  'reset-password': resetPasswordLetter({ email, link }),
  'password-changed': passwordChanged(config, about),
  'email-verified': emailVerified(config, email),
  'new-device': newDevice(config, about),
  'session-ended-for-reuse': sessionEndedForReuse(config, about),
  'google-linked': googleLinked(config, { ...about, is_taken_over: false }),
  'google-linked, taken over': googleLinked(config, { ...about, is_taken_over: true }),
  'google-unlinked': googleUnlinked(config, about),
}

test.each(Object.entries(letters))(
  '%s says the same in text and in HTML, every value escaped',
  (_, letter) => {
    expect(letter.subject).not.toMatch(/\p{Cc}/u)
    expect(letter.text).toContain(email)
    expect(letter.html).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#39;@example.com')
    expect(letter.html).not.toContain('<script')
  },
)

test.each(Object.entries(letters))(
  '%s loads nothing from elsewhere, and has colours for the dark',
  (_, letter) => {
    expect(letter.html).not.toMatch(/<(img|link|iframe|video|script)|url\(|@import|src=/i)
    expect(letter.html).toContain('prefers-color-scheme: dark')
    expect(letter.html).toContain('<meta name="color-scheme" content="light dark">')
  },
)

test.each(['verify-email', 'reset-password'] as const)('%s has its link in both forms', (name) => {
  expect(letters[name].text).toContain(`\n${link}\n`)
  expect(letters[name].html).toContain(
    'href="https://auth.example.com/reset-password?token=abc&amp;x=&quot;y&quot;"',
  )
})

test.each([
  'password-changed',
  'new-device',
  'session-ended-for-reuse',
  'google-linked',
  'google-unlinked',
] as const)('%s says when it was and from where', (name) => {
  expect(letters[name].text).toMatch(
    /12 March 2026, 10:00 UTC.* with Firefox on Linux, from 203\.0\.113\.7\./,
  )
})

test('what a client calls itself never gets into a letter', () => {
  const client = { ip: null, user_agent: 'Visit https://evil.example now' }

  const { text } = newDevice(config, { ...about, client })

  expect(text).toContain('with an unknown program.')
  expect(text).not.toContain('evil')
})
