import { nameBrowser } from '../../user-agent.ts'

/**
 * Names the browser and system of a user agent (`Chrome on macOS`). What is no browser keeps the name it
 * gives itself (`curl/8.5.0`), up to 100 characters.
 */
export function nameUserAgent(user_agent: string | null): string | null {
  if (user_agent === null || user_agent.trim() === '') return null
  return nameBrowser(user_agent) ?? user_agent.slice(0, 100)
}
