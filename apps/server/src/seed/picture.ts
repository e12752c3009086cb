import sharp from 'sharp'

const sidePixels = 512

/** Draws a picture of soft rings in two colours, as a PNG. */
export function drawPicture(inner: readonly number[], outer: readonly number[]): Promise<Buffer> {
  const pixels = Buffer.alloc(sidePixels * sidePixels * 3)
  for (let index = 0; index < pixels.length; index++) {
    const pixel = Math.floor(index / 3)
    const [x, y] = [pixel % sidePixels, Math.floor(pixel / sidePixels)]
    const part = (1 + Math.sin(Math.hypot(x - 180, y - 200) / 24)) / 2
    pixels[index] = (inner[index % 3] ?? 0) * part + (outer[index % 3] ?? 0) * (1 - part)
  }
  return sharp(pixels, { raw: { width: sidePixels, height: sidePixels, channels: 3 } })
    .png()
    .toBuffer()
}
