import { expect, test } from 'vitest'
import { badToken, signedIn } from '../test/signed-in.ts'

// One white pixel.
const gif = new Blob([Buffer.from('R0lGODdhAQABAIAAAP///////ywAAAAAAQABAAACAkQBADs=', 'base64')])
const padded = new Blob([gif, new Uint8Array(2_000_000)])

test('a picture is uploaded with its progress, and removed', async () => {
  await using tab = await signedIn()
  const shares: number[] = []

  const user = await tab.client.rest.users.uploadAvatar(padded, { onProgress: (share) => shares.push(share) })
  await tab.client.rest.users.removeAvatar()

  expect(user.avatar_url).toMatch(/\/api\/avatars\/[\da-f-]{36}\.webp$/)
  expect(shares.at(-1)).toBe(1)
  expect(shares.toSorted((a, b) => a - b)).toEqual(shares)
  expect((await tab.client.rest.users.me()).avatar_url).toBeNull()
})

test('a picture goes over tRPC by itself, once more after a refresh', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  const form = new FormData()
  form.set('file', gif)

  const [user, me] = await Promise.all([
    tab.client.trpc.users.upload_avatar.mutate(form),
    tab.client.trpc.users.me.query(),
  ])

  expect(user.avatar_url).toContain('/api/avatars/')
  expect(me.id).toBe(user.id)
  expect(tab.refreshes()).toBe(1)
})

test('a file that is no picture is refused as such', async () => {
  await using tab = await signedIn()

  const uploading = tab.client.rest.users.uploadAvatar(new Blob(['<svg/>'], { type: 'image/png' }))

  await expect(uploading).rejects.toMatchObject({ code: 'unsupported_media_type', status: 415 })
})
