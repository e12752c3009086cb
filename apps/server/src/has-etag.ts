/** Whether `If-None-Match` names an entity tag (RFC 9110, section 13.1.2). */
export function hasEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(etag)
}
