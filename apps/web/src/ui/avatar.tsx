import { useState } from 'react'

type AvatarProps = {
  name: string
  /** Chooses the colour behind the initials. */
  seed: string
  url: string | null
  /** A length in pixels. */
  size?: number
}

/** Somebody's picture, or without one their initials. Decoration: the name stands beside it. */
export function Avatar({ name, seed, url, size = 56 }: AvatarProps) {
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null)
  const box = { width: size, height: size }
  if (url && url !== brokenUrl) {
    return (
      <img
        src={url}
        alt=""
        {...box}
        onError={() => setBrokenUrl(url)}
        className="shrink-0 rounded-full bg-sunken object-cover"
      />
    )
  }
  return (
    <span
      aria-hidden="true"
      // As dark as white letters need on any hue (4.5 to 1).
      style={{ ...box, fontSize: size * 0.36, backgroundColor: `oklch(0.47 0.11 ${hueOf(seed)})` }}
      // Drawn, not written: to a screen reader, and for the name of a button around it, there are no letters.
      data-initials={initials(name)}
      className="grid shrink-0 place-items-center rounded-full font-semibold text-white uppercase select-none before:content-[attr(data-initials)]"
    />
  )
}

function hueOf(seed: string): number {
  return [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7)
}

/** The first grapheme of the first and the last word. */
function initials(name: string): string {
  const graphemes = new Intl.Segmenter()
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map((word) => [...graphemes.segment(word ?? '')][0]?.segment ?? '').join('')
}
