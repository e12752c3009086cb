import { createDeflate, crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** The colour that `red()` pictures are of, as sRGB. */
export const redColour = [200, 30, 60] as const

const background = { r: redColour[0], g: redColour[1], b: redColour[2], alpha: 1 }

/** A picture of one colour, to be written in any format. */
export function red(width = 300, height = 200): Sharp {
  return sharp({ create: { width, height, channels: 4, background } }).removeAlpha()
}

/** A square that is red, green, blue and white when it is seen as its EXIF orientation says. */
export async function quartersStoredAs(orientation: number): Promise<Buffer> {
  const side = 64
  const last = side - 1
  const stored = Buffer.alloc(side * side * 3)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [row = 0, column = 0] = [
        [y, x],
        [y, last - x],
        [last - y, last - x],
        [last - y, x],
        [x, y],
        [last - x, y],
        [last - x, last - y],
        [x, last - y],
      ][orientation - 1] as number[]
      const quarter = (y < side / 2 ? 0 : 2) + (x < side / 2 ? 0 : 1)
      stored.set(quarterColours[quarter] ?? [], (row * side + column) * 3)
    }
  }
  return sharp(stored, { raw: { width: side, height: side, channels: 3 } })
    .withMetadata({ orientation })
    .jpeg({ quality: 100 })
    .toBuffer()
}

/** Top left, top right, bottom left, bottom right. */
export const quarterColours = [
  [220, 20, 20],
  [20, 200, 20],
  [20, 20, 220],
  [240, 240, 240],
] as const

/** A moving picture whose first frame is red and whose others are blue and green. */
export function moving(frames: number, side = 16): Sharp {
  const raw = Buffer.alloc(side * side * 3 * frames)
  for (let frame = 0; frame < frames; frame++) {
    const colour = frame === 0 ? redColour : frame % 2 ? [0, 0, 200] : [0, 200, 0]
    for (let pixel = 0; pixel < side * side; pixel++) raw.set(colour, (frame * side * side + pixel) * 3)
  }
  return sharp(raw, { raw: { width: side, height: side * frames, channels: 3, pageHeight: side } })
}

/** A red PNG of one bit a pixel, deflated a few rows at a time: as large as one likes, nothing of its size is allocated. */
export async function hugePng(width: number, height: number): Promise<Buffer> {
  const rowBytes = 1 + Math.ceil(width / 8)
  const rowsAtOnce = 100
  const deflate = createDeflate({ level: 1 })
  const pieces: Buffer[] = []
  deflate.on('data', (piece: Buffer) => pieces.push(piece))
  for (let y = 0; y < height; y += rowsAtOnce) {
    const rows = Buffer.alloc(rowBytes * Math.min(rowsAtOnce, height - y))
    if (!deflate.write(rows)) await new Promise((resolve) => deflate.once('drain', resolve))
  }
  await new Promise<void>((resolve) => {
    deflate.once('end', resolve).end()
  })
  return pngOf([
    header(width, height),
    chunk('PLTE', Buffer.from(redColour)),
    chunk('IDAT', Buffer.concat(pieces)),
    chunk('IEND'),
  ])
}

/** A PNG that only says how large it is. */
export const claimingPng = (width: number, height: number) =>
  pngOf([
    header(width, height),
    chunk('PLTE', Buffer.from(redColour)),
    chunk('IDAT', deflateSync(Buffer.alloc(2))),
    chunk('IEND'),
  ])

/** Puts a text into a PNG, before its pixels. */
export function withText(png: Buffer, text: string): Buffer {
  const afterHeader = 8 + 25
  const comment = chunk('tEXt', Buffer.from(`Comment\0${text}`, 'latin1'))
  return Buffer.concat([png.subarray(0, afterHeader), comment, png.subarray(afterHeader)])
}

/** Makes a file longer by bytes that mean nothing. */
export const paddedTo = (picture: Buffer, length: number) =>
  Buffer.concat([picture, Buffer.alloc(length - picture.length)])

const pngOf = (chunks: Buffer[]) => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks])

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data[8] = 1
  // Its colours are in a palette.
  data[9] = 3
  return chunk('IHDR', data)
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
