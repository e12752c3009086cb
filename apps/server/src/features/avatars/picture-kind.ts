/** The kinds of picture that are taken. */
export type PictureKind = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif'

const pngSignature = '\x89PNG\r\n\x1a\n'
const avifBrands = new Set(['avif', 'avis'])

/** Tells a picture's kind by its first bytes, whatever its name or type say; null for none of the five. */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 256)).toString('latin1')
  if (head.startsWith(pngSignature)) return 'png'
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp'
  if (head.slice(4, 8) === 'ftyp' && brandsOf(head).some((brand) => avifBrands.has(brand))) return 'avif'
  return null
}

/**
 * The brands of an ISO media file's first box: the major one, then the compatible ones (ISO 14496-12, 4.3).
 */
function brandsOf(head: string): string[] {
  const size = Buffer.from(head.slice(0, 4), 'latin1').readUInt32BE()
  const compatible = head.slice(16, size).match(/[^]{4}/g) ?? []
  return [head.slice(8, 12), ...compatible]
}
