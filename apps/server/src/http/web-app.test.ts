import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { pageFor } from './web-app.ts'

const html = readFileSync(fileURLToPath(new URL('../../../web/index.html', import.meta.url)), 'utf8')
const google = { issuer: 'https://accounts.google.com', client_id: 'id', client_secret: 'hush' }

test.each([
  [null, 'open', 'password registration'],
  [null, 'closed', 'password'],
  [{ ...google, is_stand_in: false }, 'open', 'password google registration'],
  [{ ...google, is_stand_in: true }, 'closed', 'password google google-stand-in'],
] as const)(
  'the page knows the ways to sign in: with %j and registration %s',
  (google, registration, methods) => {
    const page = pageFor({ google, registration }, html)

    expect(page).toContain(`<meta name="sign-in-methods" content="${methods}"`)
    expect(page.replace(/<meta name="sign-in-methods"[^>]*>/, '')).toBe(
      html.replace(/<meta name="sign-in-methods"[^>]*>/, ''),
    )
  },
)
