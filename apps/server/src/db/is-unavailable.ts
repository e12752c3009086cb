const sqlStates = /^(08...|53...|57P0[1-5]|57014|25006)$/
const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
])

/** Whether an error says that the database is away, full or too slow, rather than that a statement is wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const fromDatabase = 'severity' in error || 'syscall' in error
  return (
    (fromDatabase && (sqlStates.test(code) || systemCodes.has(code))) ||
    /connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/i.test(
      error.message,
    )
  )
}
