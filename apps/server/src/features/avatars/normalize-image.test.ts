import { type ErrorCode, errors } from '@runsite/shared/errors'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pictureCorpus } from '../../../test/picture-corpus.ts'
import { quarterColours, quartersStoredAs, red, redColour } from '../../../test/pictures.ts'
import { codeOf, testApp } from '../../../test/test-app.ts'
import { openPictureNormalizer } from './normalize-image.ts'

const formOf = (file: { bytes: Uint8Array; type: string; name: string }) => {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(file.bytes)], { type: file.type }), `${file.name}.png`)
  return form
}

test('each of the corpus gets the right answer on both doors', async () => {
  await using app = await testApp()
  const { client, session } = await app.signedUp()
  const token = session.access_token
  const corpus = await pictureCorpus()
  expect(corpus.length).toBeGreaterThan(60)

  for (const file of corpus) {
    const { name, ends } = file
    const rest = await app.call('POST /api/users/me/avatar', { token, body: formOf(file) })
    const upload = client.users.upload_avatar.mutate(formOf(file))

    if (ends !== 'red' && ends !== 'kept') {
      expect({ name, code: rest.body.code }).toEqual({ name, code: ends })
      expect({ name, status: rest.status }).toEqual({ name, status: errors[ends as ErrorCode].status })
      expect({ name, code: await codeOf(upload) }).toEqual({ name, code: ends })
      continue
    }
    expect({ name, status: rest.status, body: rest.body }).toMatchObject({ name, status: 200 })
    const { avatar_url } = await upload
    const picture = await pictureAt(avatar_url)
    const { format, width, height, pages, exif, icc, xmp, space } = await sharp(picture).metadata()
    expect({ name, format, width, height, pages, exif, icc, xmp, space }).toEqual({
      name,
      format: 'webp',
      width: 512,
      height: 512,
      space: 'srgb',
    })
    expect(picture.includes('secret') || picture.includes('script')).toBe(false)
    if (ends === 'red') expectNear(name, await colourAt(picture, 256, 256), redColour)
  }

  async function pictureAt(address: string | null): Promise<Buffer> {
    const path = new URL(address ?? '').pathname
    return Buffer.from(await (await fetch(app.url + path)).arrayBuffer())
  }
}, 120_000)

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'a picture with EXIF orientation %i is kept upright',
  async (orientation) => {
    const stored = await quartersStoredAs(orientation)

    const picture = await openPictureNormalizer().normalize(stored)

    const corners = await Promise.all(
      [
        [128, 128],
        [384, 128],
        [128, 384],
        [384, 384],
      ].map(([x = 0, y = 0]) => colourAt(picture, x, y)),
    )
    const distances = corners.map((colour, index) => nearness(colour, quarterColours[index] ?? []))
    expect(Math.max(...distances)).toBeLessThanOrEqual(8)
  },
)

test('a picture is cut from the middle', async () => {
  const sides = await sharp({ create: { width: 300, height: 100, channels: 3, background: '#00f' } })
    .composite([{ input: await red(100, 100).png().toBuffer(), left: 100, top: 0 }])
    .png()
    .toBuffer()

  const picture = await openPictureNormalizer().normalize(sides)

  const row = [24, 256, 488].map(async (x) => nearness(await colourAt(picture, x, 256), redColour))
  expect(Math.max(...(await Promise.all(row)))).toBeLessThanOrEqual(8)
})

test('what is transparent stays so', async () => {
  const clear = await sharp({ create: { width: 9, height: 9, channels: 4, background: '#0000' } })
    .png()
    .toBuffer()

  const picture = await openPictureNormalizer().normalize(clear)

  expect(await sharp(picture).raw().toBuffer()).toHaveLength(512 * 512 * 4)
})

test('a full queue refuses at once, and what it has taken is done', async () => {
  const pictures = openPictureNormalizer()
  const picture = await red(20, 20).png().toBuffer()

  const results = await Promise.allSettled(Array.from({ length: 60 }, () => pictures.normalize(picture)))

  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused.length).toBeGreaterThan(20)
  expect(results.length - refused.length).toBeGreaterThanOrEqual(32)
  for (const { reason } of refused) {
    expect(reason).toMatchObject({ code: 'unavailable', extras: { retry_after_seconds: 5 } })
  }
})

async function colourAt(picture: Buffer, left: number, top: number): Promise<number[]> {
  const pixel = await sharp(picture)
    .removeAlpha()
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer()
  return [...pixel]
}

function expectNear(name: string, found: readonly number[], wanted: readonly number[]): void {
  expect(nearness(found, wanted), `${name}: ${found.join()} is near ${wanted.join()}`).toBeLessThanOrEqual(8)
}

/** How far apart two colours are, in the channel where it is most. */
function nearness(found: readonly number[], wanted: readonly number[]): number {
  return Math.max(...found.map((value, index) => Math.abs(value - (wanted[index] ?? 0))))
}
