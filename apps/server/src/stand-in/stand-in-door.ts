import { setTimeout as wait } from 'node:timers/promises'
import type { Middleware } from 'koa'
import { faultPage } from './choose-page.ts'
import { personOf } from './people.ts'

/** Answers to its own name only, so that no other site can reach it under a name of theirs; and sets the headers. */
export function guard(issuer: string, origins: readonly string[]): Middleware {
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    'img-src data:',
    "style-src 'self'",
    // The browser holds each redirect that follows a form to this, back to the app and its pages too.
    `form-action 'self' ${origins.join(' ')}`,
  ].join('; ')
  return async (ctx, next) => {
    ctx.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    })
    if (ctx.host !== new URL(issuer).host) {
      ctx.status = 421
      ctx.body = `The stand-in for Google is at ${issuer}\n`
      return
    }
    await next()
  }
}

/** Says what a person can understand where the page to choose on refuses. */
export function showFaults(webUrl: string): Middleware {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      const { status, expose } = error as { status?: number; expose?: boolean }
      if (!expose) throw error
      ctx.status = status ?? 400
      ctx.type = 'html'
      ctx.body = faultPage(webUrl, 'It has been finished, took too long, or began in another browser.')
    }
  }
}

/** Holds back the slow person's tokens; closing lets them go. */
export function delayTokens(slowMs: number, closing: AbortSignal): Middleware {
  return async (ctx, next) => {
    await next()
    const accountId = ctx.path === '/token' ? ctx['oidc']?.entities.AuthorizationCode?.accountId : undefined
    if (accountId && personOf(accountId).is_slow)
      await wait(slowMs, undefined, { signal: closing }).catch(() => undefined)
  }
}
