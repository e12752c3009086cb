import { expect, inject, test } from 'vitest'
import { signedIn } from '../test/signed-in.ts'
import { createClient, refusalFrom } from './index.ts'

// The server under test has its stand-in for Google.
const url = inject('serverUrl')

test('signing in with Google begins without a session, by both doors', async () => {
  const client = createClient({ url, storage: 'memory' })

  const viaTrpc = await client.trpc.auth.google_url.query({ redirect_to: '/account' })
  const viaRest = await client.rest.auth.googleUrl({ redirect_to: '/account' })

  expect(new URL(viaTrpc.url).searchParams.get('response_type')).toBe('code')
  expect(new URL(viaRest.url).origin).toBe(new URL(viaTrpc.url).origin)
})

test('linking Google sends the session’s token, and signing in with it does not', async () => {
  await using tab = await signedIn()

  await tab.client.trpc.auth.google_url.query({ link: true })
  await tab.client.rest.auth.googleUrl({ link: true })
  await tab.client.trpc.auth.google_url.query({})
  await tab.client.rest.auth.googleUrl()

  const sent = tab.proxy.seen.map(({ headers }) => headers.authorization !== undefined)
  expect(sent).toEqual([true, true, false, false])
})

test('nobody links Google without a session', async () => {
  const client = createClient({ url, storage: 'memory' })

  const refusals = await Promise.all([
    client.trpc.auth.google_url.query({ link: true }).catch(refusalFrom),
    client.rest.auth.googleUrl({ link: true }).catch((error: unknown) => error),
  ])

  expect(refusals).toMatchObject([{ code: 'signed_out' }, { code: 'signed_out' }])
})

test('unlinking what is not linked is no fault', async () => {
  await using tab = await signedIn()

  await expect(tab.client.rest.users.unlinkGoogle()).resolves.toBeUndefined()
})
