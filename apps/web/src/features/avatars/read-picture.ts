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

/** What a file is by its first bytes: one of the five kinds that are taken, or one that gets its own sentence. */
type FileKind = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' | 'heic' | 'svg'

const pngSignature = '\x89PNG\r\n\x1a\n'

/** Tells a file's kind by its first bytes, whatever its name or type say; null for none of these. */
export function fileKind(bytes: Uint8Array): FileKind | null {
  const head = String.fromCharCode(...bytes.subarray(0, 512))
  if (head.startsWith(pngSignature)) return 'png'
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp'
  if (head.slice(4, 8) === 'ftyp')
    return kindOfBrands(head, new DataView(bytes.buffer, bytes.byteOffset).getUint32(0))
  return /^[^<]*(<[?!][^]*)*<svg[\s>]/i.test(head) ? 'svg' : null
}

/** By the brands of an ISO media file's first box: the major one, then the compatible ones (ISO 14496-12, 4.3). */
function kindOfBrands(head: string, size: number): FileKind | null {
  const brands = [head.slice(8, 12), ...(head.slice(16, size).match(/[^]{4}/g) ?? [])]
  if (brands.some((brand) => /^avi[fs]$/.test(brand))) return 'avif'
  return brands.some((brand) => /^(he(i[cxms]|v[cxms])|mif1|msf1)$/.test(brand)) ? 'heic' : null
}
