/** What a file is by its first bytes: one of the five kinds that are taken, or one that gets its own sentence. */
export type FileKind = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' | 'heic' | 'svg'

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
