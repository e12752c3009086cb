type Json = Record<string, unknown>

const parameter = (name: string, description: string): Json => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string' },
})

/** `GET /auth/google/callback`, which is a route and no procedure. */
export const googleCallbackOperation = (refusals: Json): Json => ({
  operationId: 'auth_google_callback',
  tags: ['auth'],
  summary: 'Come back from Google',
  description:
    'Where Google sends its visitors, in the browser that `GET /auth/google/url` was asked in. It signs them in by ' +
    'cookies, and always ends at a page of the web app: at `redirect_to`, or at `/login?error=<code>`, of which the ' +
    'codes are `google_denied`, `google_stale`, `google_failed`, `google_unverified`, `google_already_linked`, ' +
    '`google_unlinked`, `account_suspended` and `registration_closed`. A link ends at `redirect_to` either way, ' +
    'with `?error=<code>` where it failed.',
  security: [{}],
  parameters: [
    parameter('code', 'What Google exchanges for who it is.'),
    parameter('state', 'Which sign-in it belongs to.'),
    parameter('error', 'In place of `code`: why Google says no.'),
  ],
  responses: {
    302: {
      description: 'Found',
      headers: {
        Location: { description: 'A page of the web app.', schema: { type: 'string', format: 'uri' } },
        'Set-Cookie': {
          description: 'The cookies of the session, where it signed in.',
          schema: { type: 'string' },
        },
      },
    },
    405: refusals[405],
    default: refusals[500],
  },
})
