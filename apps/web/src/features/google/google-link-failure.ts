const stillLinked =
  'Google was not linked again: it is linked already. To link another Google account, unlink this one first.'

const failures: Record<string, string> = {
  google_denied: 'You cancelled at Google. Nothing changed.',
  google_stale: 'That took too long, or was finished before. Link Google again.',
  google_failed: "Google didn't answer as it should. Nothing changed. Try again in a moment.",
  google_unverified: "Google hasn't verified that account's address. Verify it there, then try again.",
  google_already_linked: 'That Google account is linked to another account already. Choose a different one.',
}

/** Why Google was not linked: chosen by the code that the way back from there carries. */
export function googleLinkFailure(code: string, isLinked: boolean): string {
  if (isLinked && code !== 'google_denied') return stillLinked
  return (
    (Object.hasOwn(failures, code) && failures[code]) || 'Google was not linked. Nothing changed. Try again.'
  )
}
