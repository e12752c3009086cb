let typed = ''

/** The address as typed on the last form, so that the next one need not ask again. Ends with the page. */
export function typedEmail(): string {
  return typed
}

/** Notes what stands in an address field. */
export function noteTypedEmail(email: string): void {
  typed = email
}
