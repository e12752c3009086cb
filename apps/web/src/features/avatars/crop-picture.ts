import type { Area } from 'react-easy-crop'

const sidePixels = 512
const previewPixels = 1600

/** A smaller copy to crop on, at most 1600 pixels a side. */
export async function previewOf(picture: ImageBitmap): Promise<Blob> {
  const scale = Math.min(1, previewPixels / Math.max(picture.width, picture.height))
  const { width, height } = picture
  const whole = { x: 0, y: 0, width, height }
  return draw(picture, whole, Math.ceil(width * scale), Math.ceil(height * scale))
}

/**
 * Cuts a square out of a picture and makes it 512 × 512. Drawn anew, it carries nothing of the file's metadata.
 *
 * @param area the square, in hundredths of the picture's width and height
 * @returns WebP, or PNG where the browser writes no WebP
 */
export async function cropPicture(picture: ImageBitmap, area: Area): Promise<Blob> {
  const part = {
    x: (area.x / 100) * picture.width,
    y: (area.y / 100) * picture.height,
    width: (area.width / 100) * picture.width,
    height: (area.height / 100) * picture.height,
  }
  return draw(picture, part, sidePixels, sidePixels)
}

async function draw(picture: ImageBitmap, from: Area, width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')
  if (!context) throw new Error('The browser gives no canvas.')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, from.x, from.y, from.width, from.height, 0, 0, width, height)
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.9))
  if (!drawn) throw new Error('The browser could not write the picture.')
  return drawn
}
