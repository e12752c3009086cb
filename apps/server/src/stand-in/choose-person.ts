import { text } from 'node:stream/consumers'
import type { Context, Middleware } from 'koa'
import type { InteractionResults, Provider } from 'oidc-provider'
import { choosePage, style, welcomePage } from './choose-page.ts'
import { accountIdOf, isPersonName, type Person, people, subOf } from './people.ts'

/** Where the provider sends a browser to choose. */
export const choosePath = (uid: string): string => `/choose/${uid}`

/** The pages of the stand-in: the one to choose on, and the one at its own address. */
export function choosePerson(provider: Provider, webUrl: string): Middleware {
  return async (ctx, next) => {
    if (ctx.path === '/' && ctx.method === 'GET') {
      show(ctx, welcomePage(webUrl))
    } else if (ctx.path === '/style.css' && ctx.method === 'GET') {
      ctx.type = 'css'
      ctx.body = style
    } else if (ctx.path.startsWith(choosePath('')) && ['GET', 'POST'].includes(ctx.method)) {
      await answerChoice(provider, ctx)
    } else {
      await next()
    }
  }
}

async function answerChoice(provider: Provider, ctx: Context): Promise<void> {
  // Throws unless this browser began the sign-in, and it is still under way.
  await provider.interactionDetails(ctx.req, ctx.res)
  if (ctx.method === 'GET') return show(ctx, choosePage(null))
  const form = await readForm(ctx)
  const choice = choiceOf(form)
  if (typeof choice === 'string') {
    ctx.status = 422
    return show(ctx, choosePage({ form, reason: choice }))
  }
  const returnTo = await provider.interactionResult(ctx.req, ctx.res, choice, {
    mergeWithLastSubmission: false,
  })
  ctx.status = 303
  ctx.redirect(returnTo)
}

function show(ctx: Context, page: string): void {
  ctx.type = 'html'
  ctx.body = page
}

async function readForm(ctx: Context): Promise<URLSearchParams> {
  if (!ctx.is('urlencoded') || (ctx.request.length ?? Infinity) > 8192) ctx.throw(400, 'This is no form.')
  return new URLSearchParams(await text(ctx.req))
}

/** What the form asks for, or a sentence on what is wrong with it. */
function choiceOf(form: URLSearchParams): InteractionResults | string {
  const name = form.get('person') ?? ''
  if (isPersonName(name)) return signInAs(people[name])
  if (name === 'cancel') return denied
  if (name !== 'new') return 'Choose one of the people, or type in another.'
  const email = form.get('email')?.trim() ?? ''
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) return 'Type an address, such as someone@example.com.'
  return signInAs({
    sub: subOf(email),
    email,
    name: form.get('name')?.trim() ?? '',
    verified: form.has('verified'),
  })
}

const denied = { error: 'access_denied', error_description: 'The person did not agree.' }

const signInAs = (person: Person): InteractionResults =>
  person.refuses ? denied : { login: { accountId: accountIdOf(person), remember: false } }
