import { tokenBody } from './request-refresh.ts'

/**
 * Tells the server once that a session is over. Never rejects.
 *
 * @param refreshToken null: the cookies name the session
 */
export async function requestLogout(url: string, refreshToken: string | null): Promise<void> {
  try {
    await fetch(`${url}/api/auth/logout`, {
      method: 'POST',
      credentials: 'include',
      ...tokenBody(refreshToken),
      keepalive: true,
      signal: AbortSignal.timeout(10_000),
    })
  } catch {
    // Signed out here all the same: the tokens are gone, and run out by themselves.
  }
}
