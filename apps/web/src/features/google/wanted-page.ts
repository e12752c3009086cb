const key = 'runsite.wanted'

/** Notes in this tab where a sign-in is to lead, while the browser is away at Google. */
export function noteWantedPage(path: string | undefined): void {
  try {
    if (path === undefined) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, path)
  } catch {
    // Storage is blocked: a sign-in that comes to nothing there leads to the profile.
  }
}

/** Where a sign-in that came to nothing at Google was to lead; told once. */
export function takeWantedPage(): string | undefined {
  try {
    const path = sessionStorage.getItem(key) ?? undefined
    sessionStorage.removeItem(key)
    return path
  } catch {
    return undefined
  }
}
