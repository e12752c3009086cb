/** A command that tries a key: reads whose it is. */
export function curlLine(key: string): string {
  return `curl -H "Authorization: Bearer ${key}" ${window.location.origin}/api/users/me`
}
