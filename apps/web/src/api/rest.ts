import { AuthError, type RestClient } from '@runsite/client'

/**
 * The REST paths of someone signed in. They go through axios, which the first page does without: it is loaded with
 * the first of these calls.
 *
 * @throws `unreachable` where it cannot be loaded
 */
export async function loadRest(): Promise<RestClient> {
  try {
    return (await import('./rest-on-axios.ts')).rest
  } catch (cause) {
    throw new AuthError('unreachable', 'A part of the app could not be loaded.', { cause })
  }
}
