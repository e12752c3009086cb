import { fileKind } from './picture-kind.ts'

const bytesAtMost = 5 * 1024 * 1024

/** What the browser lets one choose first; what is taken is decided by content. */
export const acceptedTypes = 'image/png,image/jpeg,image/webp,image/gif,image/avif'

/** A file that cannot become a picture. Its message says what to do. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile'
}

/**
 * Reads a chosen file, whole and once, so that it may change afterwards, and decodes it: upright, and of a moving
 * picture the first frame.
 *
 * @throws {UnusableFile}
 */
export async function readPicture(file: File): Promise<ImageBitmap> {
  const head = await file.slice(0, 512).arrayBuffer().catch(refuseChanged)
  const kind = fileKind(new Uint8Array(head))
  if (kind === 'heic') {
    throw new UnusableFile('This is a HEIC picture, which browsers cannot show. Export it as JPEG first.')
  }
  if (kind === 'svg') {
    throw new UnusableFile('This is an SVG drawing. Export it as PNG first.')
  }
  if (kind === null) {
    throw new UnusableFile("This file isn't a picture we can use. Choose a PNG, JPEG, WebP, GIF or AVIF.")
  }
  if (file.size > bytesAtMost) {
    throw new UnusableFile(`This picture is ${megabytes(file.size)} MB. Choose one of up to 5 MB.`)
  }
  const bytes = await file.arrayBuffer().catch(refuseChanged)
  try {
    return await createImageBitmap(new Blob([bytes], { type: `image/${kind}` }), {
      imageOrientation: 'from-image',
    })
  } catch {
    throw new UnusableFile('This picture is damaged and cannot be read. Choose another.')
  }
}

/** In tenths, rounded up: what is just over the limit must not read as the limit. */
function megabytes(bytes: number): string {
  return (Math.ceil((bytes / 1024 / 1024) * 10) / 10).toFixed(1)
}

/** A browser stops reading a file that is no longer as it was when it was chosen. */
function refuseChanged(): never {
  throw new UnusableFile('The file changed. Choose it again.')
}
