/** A reason the server cannot start: one sentence for the person at the terminal, shown without a stack. */
export class StartError extends Error {
  override name = 'StartError'
}

/** What an error says. Node leaves the message empty when it has tried several addresses. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : 'an unknown error'
  return error.message || ('code' in error && typeof error.code === 'string' ? error.code : error.name)
}
