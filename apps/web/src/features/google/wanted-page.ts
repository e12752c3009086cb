import { readStored, writeStored } from '../../ui/browser-storage.ts'

const wantedPageKey = 'runsite.wanted'

/** Notes in this tab where a sign-in is to lead, while the browser is away at Google. */
export function noteWantedPage(path: string | undefined): void {
  writeStored('sessionStorage', wantedPageKey, path ?? null)
}

/** Where a sign-in that came to nothing at Google was to lead; told once. */
export function takeWantedPage(): string | undefined {
  const path = readStored('sessionStorage', wantedPageKey) ?? undefined
  noteWantedPage(undefined)
  return path
}
