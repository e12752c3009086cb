/** A short name for a crash, the same for everyone who meets it in the same build (FNV-1a of where it happened). */
export function crashId(error: unknown): string {
  const place = error instanceof Error ? error.stack?.split('\n').slice(0, 3).join() : String(error)
  let hash = 0x811c9dc5
  for (const character of place ?? '') {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
