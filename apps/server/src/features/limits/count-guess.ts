import { type Attempt, countAttempts, type RateLimiter } from './count-attempts.ts'
import { networkOf } from './network-of.ts'

/** Whose password is tried, by the account's address, and from where. */
export type Guess = {
  email: string
  ip: string | null
  /** The id of a browser that has signed in to this very account before, as `knownBrowser` proves it. */
  known_browser: string | null
}

/**
 * Checks a password as a guess that is counted: before the check, and given back where it was right or could
 * not be made. A browser that has signed in to the account before has a budget of its own, and no other
 * counts, so that an attacker cannot lock the owner out.
 *
 * @throws `rate_limited`, and then nothing is checked
 */
export async function countGuess(
  services: RateLimiter,
  guess: Guess,
  check: () => Promise<boolean>,
): Promise<boolean> {
  const counted = await countAttempts(services, attemptsOf(guess))
  let isWrong = false
  try {
    const isRight = await check()
    isWrong = !isRight
    return isRight
  } finally {
    if (!isWrong) await counted.give_back()
  }
}

function attemptsOf({ email, ip, known_browser }: Guess): Attempt[] {
  if (known_browser !== null) return [{ limit: 'guess_known_browser', key: `${email}\0${known_browser}` }]
  const network = networkOf(ip ?? '')
  return [
    { limit: 'guess_pair', key: `${email}\0${network}` },
    { limit: 'guess_account', key: email },
    { limit: 'guess_network', key: network },
  ]
}
