import { tokenBody } from './request-refresh.ts'

/**
 * Tells the server once that a session is over. Never rejects.
 *
 * @param refreshToken null: the cookies name the session
 * @returns whether it said yes
 */
export async function requestLogout(url: string, refreshToken: string | null): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/auth/logout`, {
      method: 'POST',
      credentials: 'include',
      ...tokenBody(refreshToken),
      keepalive: true,
      signal: AbortSignal.timeout(10_000),
    })
    return response.ok
  } catch {
    // Signed out here all the same: the tokens are gone, and run out by themselves.
    return false
  }
}
