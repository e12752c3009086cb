import type { GoogleFailure } from '@runsite/shared/google'
import type { Session } from '@runsite/shared/sessions'
import type { UserId } from '@runsite/shared/ids'
import type { AttemptCookies } from '../../rpc/context.ts'
import type { Client, Services } from '../../services.ts'
import { findSessionState } from '../sessions/sessions.store.ts'
import { type GooglePerson, getGooglePerson } from './google-person.ts'
import { failureOf } from './google-provider.ts'
import { takeAttempt } from './google-attempts.store.ts'
import { importPicture } from './import-picture.ts'
import { isOver, linkPerson } from './link-person.ts'
import { type Attempt, attemptName, openAttempt, stateHash } from './sealed-attempt.ts'
import { signInPerson } from './sign-in-person.ts'

/** What a callback came to, and the page of the web app that it ends at. */
export type Finished = { session: Session | null; path: string }

/** Who comes back from Google. `query` is the callback's own, as it came. */
export type Returning = {
  query: string
  client: Client
  browser_cookie: string | null
  /** Whom the browser is signed in as; null where it is not, or that cannot be told. */
  user_id: UserId | null
}

/**
 * Finishes what `beginSignIn` began in this browser: signs a person in, or links Google to their account.
 *
 * An attempt comes back once, whatever becomes of it. Every refusal is a page with a code, and no session.
 */
export async function finishSignIn(
  services: Services,
  cookies: AttemptCookies,
  returning: Returning,
): Promise<Finished> {
  const { google_attempt_key, now, db } = services
  const query = new URLSearchParams(returning.query)
  const state = query.get('state') ?? ''
  const name = attemptName(state)
  const opened = openAttempt(google_attempt_key, cookies.read(name), now())
  const attempt = opened?.state === state ? opened : null
  if (attempt) cookies.clear(name)

  const error = query.get('error')
  if (error !== null) return failed(attempt, error === 'access_denied' ? 'google_denied' : 'google_failed')
  if (!attempt) return failed(null, 'google_stale')
  if (attempt.link && !(await mayLink(services, attempt.link, returning.user_id))) {
    return failed(null, 'google_stale')
  }
  const isTaken = await takeAttempt(db, {
    state_hash: stateHash(state),
    expires_at: new Date(attempt.expires_at),
  })
  if (!isTaken) return failed(attempt, 'google_stale')

  const person = await findPerson(services, attempt, returning.query)
  if (!person) return failed(attempt, 'google_failed')
  return attempt.link
    ? link(services, person, attempt, attempt.link, returning)
    : signIn(services, person, attempt, returning)
}

/** The session that asked still stands, and nobody else has signed in to this browser since. */
async function mayLink(
  { db, now }: Services,
  { user_id, session_id }: NonNullable<Attempt['link']>,
  signedInId: UserId | null,
): Promise<boolean> {
  if (signedInId !== null && signedInId !== user_id) return false
  const state = await findSessionState(db, session_id)
  return state !== null && state.user_id === user_id && !isOver(state, now())
}

async function findPerson(services: Services, attempt: Attempt, query: string): Promise<GooglePerson | null> {
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
  services: Services,
  person: GooglePerson,
  attempt: Attempt,
  from: Returning,
): Promise<Finished> {
  const outcome = await signInPerson(services, person, from)
  if ('failure' in outcome) return failed(attempt, outcome.failure)
  const { session, is_new } = outcome
  if (is_new && person.picture !== null) {
    await importPicture(services, { user_id: session.id, address: person.picture, client: from.client })
  }
  return { session, path: attempt.redirect_to }
}

async function link(
  services: Services,
  person: GooglePerson,
  attempt: Attempt,
  asked: NonNullable<Attempt['link']>,
  { client }: Returning,
): Promise<Finished> {
  const outcome = await linkPerson(services, person, asked, client)
  if (outcome.kind === 'ended') return failed(null, 'google_stale')
  if (outcome.kind === 'failed') return failed(attempt, outcome.failure)
  return { session: null, path: attempt.redirect_to }
}

/** A sign-in that failed ends at the login page, a link where it was asked for. */
function failed(attempt: Attempt | null, code: GoogleFailure): Finished {
  if (!attempt?.link) return { session: null, path: `/login?error=${code}` }
  const url = new URL(attempt.redirect_to, 'https://page.invalid')
  url.searchParams.set('error', code)
  return { session: null, path: url.pathname + url.search + url.hash }
}
