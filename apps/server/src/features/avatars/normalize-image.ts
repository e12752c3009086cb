import pLimit from 'p-limit'
import sharp from 'sharp'
import { AuthError } from '../../auth-error.ts'
import { lowerPool } from '../../lower-threads.ts'
import { pictureKind } from './picture-kind.ts'

const sidePixels = 512
const pixelsAtMost = 50_000_000
const framesAtMost = 500
const decodedWithinSeconds = 20
const queuedAtMost = 32
const queuedAtMostMs = 25_000
const niceness = 10

// Every loader of libvips is shut but these five: no SVG, PDF, TIFF or ImageMagick is ever tried on what came
// in.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
})
// One thread a picture, and nothing kept between two.
sharp.concurrency(1)
sharp.cache(false)

/**
 * Makes pictures that are safe to show, one at a time, so that uploads leave the rest of the server alone.
 */
export type PictureNormalizer = {
  /**
   * Makes the WebP that is kept: 512 × 512 from the middle, upright, in sRGB, without metadata. Of a moving
   * picture, the first frame.
   *
   * @throws `unsupported_media_type` for none of the five kinds; `image_invalid` for what is too large, too
   *   long or cannot be decoded; `unavailable` when the queue is full or has taken too long
   */
  normalize(picture: Uint8Array): Promise<Buffer>
}

/** Makes a normalizer that decodes one picture at once, with a queue of 32. */
export function openPictureNormalizer(): PictureNormalizer {
  const limit = pLimit(1)
  return {
    async normalize(picture) {
      if (pictureKind(picture) === null) {
        throw new AuthError('unsupported_media_type', {
          detail: 'Send a PNG, JPEG, WebP, GIF or AVIF picture.',
        })
      }
      if (limit.pendingCount >= queuedAtMost) throw busy()
      const queuedAt = performance.now()
      return limit(() => {
        if (performance.now() - queuedAt > queuedAtMostMs) throw busy()
        return normalizeImage(picture)
      })
    },
  }
}

const busy = () => new AuthError('unavailable', { retry_after_seconds: 5 })

async function normalizeImage(picture: Uint8Array): Promise<Buffer> {
  const image = sharp(picture, { limitInputPixels: pixelsAtMost, failOn: 'error' })
  // Its header alone is read, so that a bomb is refused before anything is decoded.
  const { width, height, pages = 1 } = await image.metadata().catch(refuse)
  // No request of a signed-in person needs the pool.
  lowerPool(niceness)
  if (width * height > pixelsAtMost) throw invalid('A picture has at most 50 megapixels.')
  if (pages > framesAtMost) throw invalid(`A moving picture has at most ${framesAtMost} frames.`)
  return image
    .autoOrient()
    .resize(sidePixels, sidePixels, { fit: 'cover' })
    .toColourspace('srgb')
    .webp({ quality: 82 })
    .timeout({ seconds: decodedWithinSeconds })
    .toBuffer()
    .catch(refuse)
}

/** Whatever fails here fails for what the picture holds. */
function refuse(error: unknown): never {
  const isTooLarge = error instanceof Error && /pixel limit/i.test(error.message)
  throw invalid(isTooLarge ? 'A picture has at most 50 megapixels.' : 'The picture could not be read.')
}

function invalid(message: string): AuthError {
  return new AuthError('image_invalid', { detail: message, errors: [{ path: ['file'], message }] })
}
