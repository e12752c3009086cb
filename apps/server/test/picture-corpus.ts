import { gzipSync } from 'node:zlib'
import { claimingPng, hugePng, moving, paddedTo, quartersStoredAs, red, withText } from './pictures.ts'

/** A file that someone uploads, and what becomes of it. */
export type CorpusFile = {
  name: string
  bytes: Uint8Array
  /** What its sender says it is. */
  type: string
  /** `red`: kept, and red in the middle; `kept`; or the code it is refused with. */
  ends: 'red' | 'kept' | 'image_invalid' | 'unsupported_media_type' | 'payload_too_large'
}

const mebibyte = 1024 * 1024
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
const html = '<!doctype html><script>alert(1)</script>'

/** Every file: each kind, each trick. */
export async function pictureCorpus(): Promise<CorpusFile[]> {
  return [...(await pictures()), ...(await tricks()), ...(await broken()), ...strangers()]
}

async function pictures(): Promise<CorpusFile[]> {
  const png = await red().png().toBuffer()
  const jpeg = await red().jpeg().toBuffer()
  const gps = { IFD0: { Copyright: 'the secret place' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } }
  return [
    kept('a PNG', png, 'image/png'),
    kept('a JPEG', jpeg, 'image/jpeg'),
    kept('a WebP', await red().webp().toBuffer(), 'image/webp'),
    kept('a lossless WebP', await red().webp({ lossless: true }).toBuffer(), 'image/webp'),
    kept('a GIF', await red().gif().toBuffer(), 'image/gif'),
    kept('an AVIF', await red(96, 64).avif({ effort: 0 }).toBuffer(), 'image/avif'),
    kept('a progressive JPEG', await red().jpeg({ progressive: true }).toBuffer(), 'image/jpeg'),
    kept('an interlaced PNG', await red().png({ progressive: true }).toBuffer(), 'image/png'),
    kept('a PNG with a palette', await red().png({ palette: true }).toBuffer(), 'image/png'),
    kept('a PNG of 16 bits', await red().toColourspace('rgb16').png().toBuffer(), 'image/png'),
    kept('a PNG with alpha', await red().ensureAlpha(0.9).png().toBuffer(), 'image/png', 'kept'),
    kept('a grey JPEG', await red().greyscale().jpeg().toBuffer(), 'image/jpeg', 'kept'),
    kept('a CMYK JPEG', await red().toColourspace('cmyk').jpeg().toBuffer(), 'image/jpeg', 'kept'),
    kept('a JPEG in Display P3', await red().withIccProfile('p3').jpeg().toBuffer(), 'image/jpeg'),
    kept('a JPEG that says where it was taken', await red().withExif(gps).jpeg().toBuffer(), 'image/jpeg'),
    kept('a moving GIF', await moving(12).gif().toBuffer(), 'image/gif'),
    kept('a moving WebP', await moving(12).webp({ lossless: true }).toBuffer(), 'image/webp'),
    kept('one pixel', await red(1, 1).png().toBuffer(), 'image/png'),
    kept('a line of 30,000 pixels', await red(30_000, 1).png().toBuffer(), 'image/png'),
    kept('a column of 30,000 pixels', await red(1, 30_000).png().toBuffer(), 'image/png'),
    kept('49 megapixels', await hugePng(7000, 7000), 'image/png'),
    ...(await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map(async (orientation) =>
        kept(`EXIF orientation ${orientation}`, await quartersStoredAs(orientation), 'image/jpeg', 'kept'),
      ),
    )),
  ]
}

async function tricks(): Promise<CorpusFile[]> {
  const png = await red().png().toBuffer()
  const jpeg = await red().jpeg().toBuffer()
  return [
    kept('a PNG that is called a text', png, 'text/plain'),
    kept('a JPEG that is called SVG', jpeg, 'image/svg+xml'),
    kept('a PNG with a script in its comment', withText(png, html), 'image/png'),
    kept('a JPEG with a page behind it', Buffer.concat([jpeg, Buffer.from(html)]), 'image/jpeg'),
    kept('a JPEG with an archive behind it', Buffer.concat([jpeg, Buffer.from('PK\x03\x04')]), 'image/jpeg'),
    kept('5 MiB exactly', paddedTo(jpeg, 5 * mebibyte), 'image/jpeg'),
    refused('5 MiB and a byte', paddedTo(jpeg, 5 * mebibyte + 1), 'image/jpeg', 'payload_too_large'),
    refused('6 MiB', paddedTo(jpeg, 6 * mebibyte), 'image/jpeg', 'payload_too_large'),
    invalid('a bomb of 30,000 × 30,000', await hugePng(30_000, 30_000)),
    invalid('a claim of 100,000 × 100,000', claimingPng(100_000, 100_000)),
    invalid('a line of 60 million pixels', claimingPng(60_000_000, 1)),
    invalid('51 megapixels', await hugePng(7150, 7150)),
    invalid('a GIF of a thousand frames', await moving(1000).gif().toBuffer()),
    invalid('a WebP of a thousand frames', await moving(1000, 4).webp({ effort: 0 }).toBuffer()),
    invalid('no width and no height', claimingPng(0, 0)),
    invalid('a GIF of no size', Buffer.from('GIF89a\0\0\0\0\0\0\0;', 'latin1')),
    invalid('a GIF that is a script', Buffer.from('GIF89a=1;alert(1)//', 'latin1')),
    invalid('a page that begins as a PNG', Buffer.from(`\x89PNG\r\n\x1a\n${html}`, 'latin1')),
    invalid('a page that begins as a JPEG', Buffer.from(`\xff\xd8\xff\xe0${html}`, 'latin1')),
    invalid('a page that begins as a WebP', Buffer.from(`RIFF\x40\0\0\0WEBP${html}`, 'latin1')),
    invalid('a page that begins as an AVIF', Buffer.from(`\0\0\0\x18ftypavif\0\0\0\0${html}`, 'latin1')),
  ]
}

async function broken(): Promise<CorpusFile[]> {
  const noisy = red(200, 200).composite([
    {
      input: Buffer.from(Array.from({ length: 30_000 }, (_, index) => (index * index) % 251)),
      raw: { width: 100, height: 100, channels: 3 },
    },
  ])
  const files: CorpusFile[] = []
  for (const format of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const) {
    const whole = await noisy.clone().toFormat(format).toBuffer()
    files.push(invalid(`half a ${format}`, whole.subarray(0, whole.length / 2)))
    files.push(invalid(`the first 16 bytes of a ${format}`, whole.subarray(0, 16)))
  }
  return files
}

function strangers(): CorpusFile[] {
  const files: [string, string | Uint8Array][] = [
    ['an SVG', svg],
    ['an SVG behind an XML line', `<?xml version="1.0"?>${svg}`],
    ['an SVG behind a byte order mark', `\ufeff${svg}`],
    ['a compressed SVG', gzipSync(svg)],
    ['a page', html],
    ['a PDF', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF'],
    ['a PostScript file', '%!PS-Adobe-3.0 EPSF-3.0\n'],
    ['a TIFF', Buffer.from('II*\0\x08\0\0\0', 'latin1')],
    ['a BMP', Buffer.from('BM\x46\0\0\0\0\0\0\0', 'latin1')],
    ['an icon', Buffer.from('\0\0\x01\0\x01\0', 'latin1')],
    ['a HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
    ['a film', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42', 'latin1')],
    ['an archive', Buffer.from('PK\x03\x04', 'latin1')],
    ['an ImageMagick script', 'push graphic-context\nfill \'url(https://example.com/"|id")\'\n'],
    ['a text', 'hello'],
    ['nothing', ''],
    ['a newline before a PNG', Buffer.from('\n\x89PNG\r\n\x1a\n', 'latin1')],
  ]
  return files.map(([name, content]) =>
    refused(name, Buffer.from(content as string), 'image/png', 'unsupported_media_type'),
  )
}

const kept = (name: string, bytes: Uint8Array, type: string, ends: CorpusFile['ends'] = 'red') => ({
  name,
  bytes,
  type,
  ends,
})
const refused = (name: string, bytes: Uint8Array, type: string, ends: CorpusFile['ends']) => ({
  name,
  bytes,
  type,
  ends,
})
const invalid = (name: string, bytes: Uint8Array) => refused(name, bytes, 'image/png', 'image_invalid')
