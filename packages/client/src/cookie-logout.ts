import { requestLogout } from './request-logout.ts'
import { inStorage } from './session-store.ts'

/** The key in `localStorage` of a sign-out that the server has not answered. */
const leavingKey = 'runsite.leaving'

/** Signs out of cookies, which only an answer of the server removes. */
export type CookieLogout = {
  /** Tells the server. */
  tell: () => Promise<void>
  /** Waits for the answer, and where there was none, tells the server again: on a later page, too. */
  settle: () => Promise<void>
}

/** See `CookieLogout`. */
export function cookieLogout(url: string): CookieLogout {
  let telling: Promise<void> | null = null
  const tell = () => {
    inStorage((local) => local.setItem(leavingKey, '1'))
    telling = requestLogout(url, null).then((isTold) => {
      telling = null
      if (isTold) inStorage((local) => local.removeItem(leavingKey))
    })
    return telling
  }
  return {
    tell,
    settle: async () => {
      if (telling) await telling
      else if (inStorage((local) => local.getItem(leavingKey))) await tell()
    },
  }
}
