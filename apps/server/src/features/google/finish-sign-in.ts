import type { GoogleFailure } from '@runsite/shared/google'
import type { Session } from '@runsite/shared/sessions'
import type { UserId } from '@runsite/shared/ids'
import type { Client } from '../../client.ts'
import { isLiveSession } from '../sessions/check-session.ts'
import { type GooglePerson, getGooglePerson } from './google-person.ts'
import { failureOf, type GoogleProvider } from './google-provider.ts'
import { takeAttempt } from './google-attempts.store.ts'
import { importPicture, type PictureImporter } from './import-picture.ts'
import { linkPerson } from './link-person.ts'
import { type Attempt, attemptName, openAttempt, stateHash } from './sealed-attempt.ts'
import { type PersonSignIn, signInPerson } from './sign-in-person.ts'
import type { BaseLogger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/schema.ts'
import type { KeptAttempt } from './begin-sign-in.ts'

/** What a callback came to, and the page of the web app that it ends at. */
type Ending = { session: Session | null; path: string }

/** The same, and the attempt that the browser need keep no longer. */
export type FinishedSignIn = Ending & { used_attempt: string | null }

/** Who comes back from Google. `query` is the callback's own, as it came. */
export type Returning = {
  query: string
  client: Client
  /** The attempts that the browser keeps, unproven. */
  attempts: readonly KeptAttempt[]
  browser_cookie: string | null
  /** Whom the browser is signed in as; null where it is not, or that cannot be told. */
  user_id: UserId | null
}

type SignInFinisher = PersonSignIn &
  PictureImporter & {
    log: Pick<BaseLogger, 'info' | 'warn' | 'error'>
    google: GoogleProvider | null
    google_attempt_key: Uint8Array
  }

/**
 * Finishes what `beginSignIn` began in this browser: signs a person in, or links Google to their account.
 *
 * An attempt comes back once, whatever becomes of it. Every refusal is a page with a code, and no session; so
 * is a fault, which is logged.
 */
export async function finishSignIn(services: SignInFinisher, returning: Returning): Promise<FinishedSignIn> {
  const { google_attempt_key, now, log } = services
  const state = new URLSearchParams(returning.query).get('state') ?? ''
  const name = attemptName(state)
  const kept = returning.attempts.find((attempt) => attempt.name === name)
  const opened = openAttempt(google_attempt_key, kept?.value ?? null, now())
  const attempt = opened?.state === state ? opened : null
  const ending = await finish(services, attempt, returning).catch((error: unknown): Ending => {
    log.error({ err: error, req_id: returning.client.request_id }, 'a callback from Google failed')
    return failed(null, 'google_failed')
  })
  return { ...ending, used_attempt: attempt && name }
}

async function finish(
  services: SignInFinisher,
  attempt: Attempt | null,
  returning: Returning,
): Promise<Ending> {
  const error = new URLSearchParams(returning.query).get('error')
  if (error !== null) return failed(attempt, error === 'access_denied' ? 'google_denied' : 'google_failed')
  if (!attempt) return failed(null, 'google_stale')
  if (attempt.link && !(await mayLink(services, attempt.link, returning.user_id))) {
    return failed(null, 'google_stale')
  }
  const isTaken = await takeAttempt(services.db, {
    state_hash: stateHash(attempt.state),
    expires_at: new Date(attempt.expires_at),
  })
  if (!isTaken) return failed(attempt, 'google_stale')

  const person = await findPerson(services, attempt, returning.query)
  if (!person) return failed(attempt, 'google_failed')
  return attempt.link
    ? link(services, person, attempt, attempt.link, returning)
    : signIn(services, person, attempt, returning)
}

/** The session that asked is still live, and nobody else has signed in to this browser since. */
async function mayLink(
  { db, now }: { db: Db; now: Clock },
  asked: NonNullable<Attempt['link']>,
  signedInId: UserId | null,
): Promise<boolean> {
  if (signedInId !== null && signedInId !== asked.user_id) return false
  return isLiveSession(db, asked, now())
}

async function findPerson(
  services: SignInFinisher,
  attempt: Attempt,
  query: string,
): Promise<GooglePerson | null> {
  const { google, log } = services
  if (!google) return null
  try {
    return await getGooglePerson(services, google, attempt, query)
  } catch (error) {
    log.warn(failureOf(error), 'a sign-in with Google failed')
    return null
  }
}

async function signIn(
  services: SignInFinisher,
  person: GooglePerson,
  attempt: Attempt,
  from: Returning,
): Promise<Ending> {
  const outcome = await signInPerson(services, person, from)
  if ('failure' in outcome) return failed(attempt, outcome.failure)
  const { session, is_new } = outcome
  if (is_new && person.picture !== null) {
    await importPicture(services, { user_id: session.id, address: person.picture, client: from.client })
  }
  return { session, path: attempt.redirect_to }
}

async function link(
  services: SignInFinisher,
  person: GooglePerson,
  attempt: Attempt,
  asked: NonNullable<Attempt['link']>,
  { client }: Returning,
): Promise<Ending> {
  const outcome = await linkPerson(services, person, asked, client)
  if (outcome.kind === 'ended') return failed(null, 'google_stale')
  if (outcome.kind === 'failed') return failed(attempt, outcome.failure)
  return { session: null, path: attempt.redirect_to }
}

/** A sign-in that failed ends at the login page, a link where it was asked for. */
function failed(attempt: Attempt | null, code: GoogleFailure): Ending {
  if (!attempt?.link) return { session: null, path: `/login?error=${code}` }
  const url = new URL(attempt.redirect_to, 'https://page.invalid')
  url.searchParams.set('error', code)
  return { session: null, path: url.pathname + url.search + url.hash }
}
