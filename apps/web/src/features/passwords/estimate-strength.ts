import { type MatchExtended, ZxcvbnFactory } from '@zxcvbn-ts/core'
import { qwerty, words } from 'virtual:common-passwords'

/** Whose password it is: what an attacker would try first. */
export type About = { email?: string; name?: string }

/** How hard to guess, and what to do about it where there is something. */
type Strength = { word: 'Guessable' | 'Good' | 'Strong'; advice: string | null }

// Every part of a password that is in no list counts as random; past 64 characters it would only cost time.
const zxcvbn = new ZxcvbnFactory({ dictionary: { common: words }, graphs: { qwerty }, maxLength: 64 })

/** Estimates how many guesses a password takes. Loaded when it is needed: it is large. */
export function estimateStrength(password: string, about: About): Strength {
  const { score, sequence } = zxcvbn.check(password.normalize('NFKC'), ownWords(about))
  const word = score >= 4 ? 'Strong' : score === 3 ? 'Good' : 'Guessable'
  const reason = reasonAgainst(sequence, about)
  if (word === 'Strong' || (word === 'Good' && !reason)) return { word, advice: null }
  return { word, advice: `${reason ? `${reason} ` : ''}Add a few unrelated words.` }
}

function ownWords({ email = '', name = '' }: About): string[] {
  const [local = '', domain = ''] = email.trim().split('@')
  const parts = [...local.split(/[^\p{L}\p{N}]+/u), ...domain.split('.'), ...name.split(/\s+/)]
  const long = parts.filter((part) => part.length > 2)
  return [...new Set([email.trim(), local, name.trim(), ...long, 'runsite'])].filter(Boolean)
}

/** Why it is weak: the part of it that gives most of it away. */
function reasonAgainst(sequence: MatchExtended[], about: About): string | null {
  const known = sequence.filter(({ pattern, token }) => pattern !== 'bruteforce' && token.length > 2)
  const own = known.find(({ dictionaryName }) => dictionaryName === 'userInputs')
  if (own) return ownReason(own, about)
  const [longest] = known.toSorted((a, b) => b.token.length - a.token.length)
  if (!longest) return null
  if (longest.pattern === 'dictionary' && known.length === 1 && sequence.length === 1) {
    return longest['l33t'] || longest['reversed']
      ? 'It is a common password in disguise.'
      : 'It is one of the most common passwords.'
  }
  return reasons[longest.pattern] ?? null
}

const reasons: Record<string, string> = {
  dictionary: 'It contains a common password.',
  spatial: 'It follows the keys of a keyboard.',
  repeat: 'It repeats itself.',
  sequence: 'It contains a sequence, such as abc or 123.',
  regex: 'It contains a year.',
  date: 'It contains a date.',
}

function ownReason(match: MatchExtended, { email = '', name = '' }: About): string {
  const word = String(match['matchedWord']).toLowerCase()
  if (name.toLowerCase().includes(word)) return 'It contains your name.'
  if (email.split('@')[0]?.toLowerCase().includes(word)) return 'It contains your email name.'
  return email.toLowerCase().includes(word)
    ? 'It contains your email address.'
    : 'It contains the name of this product.'
}
