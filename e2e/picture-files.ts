import { randomBytes } from 'node:crypto'
import sharp from 'sharp'

type Colour = { r: number; g: number; b: number }

/** Colours that no codec confuses. */
const red: Colour = { r: 220, g: 30, b: 30 }
const blue: Colour = { r: 30, g: 60, b: 220 }

/** A picture whose left half is red and whose right half is blue. */
export function twoHalves(width = 900, height = 600) {
  const left = { create: { width: Math.round(width / 2), height, channels: 3 as const, background: red } }
  return sharp({ create: { width, height, channels: 3, background: blue } }).composite([
    { input: left, left: 0, top: 0 },
  ])
}

/** A JPEG that lies on its side, and says so: upright, red is above and blue below. It also says where it was taken. */
export function sidewaysJpeg(): Promise<Buffer> {
  return twoHalves()
    .withExif({ IFD0: { Copyright: 'Ada' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

/** A GIF of two frames: red, then blue. */
export function movingGif(): Promise<Buffer> {
  const frame = ({ r, g, b }: Colour) => Buffer.from(Array.from({ length: 64 * 64 }, () => [r, g, b]).flat())
  const raw = { width: 64, height: 128, channels: 3 as const, pageHeight: 64 }
  return sharp(Buffer.concat([frame(red), frame(blue)]), { raw })
    .gif({ delay: [50, 50], loop: 0 })
    .toBuffer()
}

/** A picture that no codec makes small. */
export function noise(side = 700): Promise<Buffer> {
  const raw = { width: side, height: side, channels: 3 as const }
  return sharp(randomBytes(side * side * 3), { raw })
    .png()
    .toBuffer()
}

/** The first bytes of an iPhone's photo. */
export const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')

/** What a saved picture looks like: its format and size, whether it carries metadata, and the colour at a point. */
export async function seen(picture: Buffer, x: number, y: number) {
  const { format, width, height, exif, orientation } = await sharp(picture).metadata()
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (y * info.width + x) * info.channels
  const [r = 0, , b = 0] = data.subarray(at, at + 3)
  return {
    format,
    width,
    height,
    hasMetadata: exif !== undefined || orientation !== undefined,
    colour: r > 150 && b < 100 ? 'red' : b > 150 && r < 100 ? 'blue' : 'neither',
  }
}
