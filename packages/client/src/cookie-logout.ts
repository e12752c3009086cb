import { requestLogout } from './request-logout.ts'
import { inStorage } from './session-store.ts'

/** The key in `localStorage` of a sign-out that the server has not answered. */
const leavingKey = 'runsite.leaving'

/** Signs out of cookies, which only an answer of the server removes. */
export type CookieLogout = {
  /** Tells the server. */
  tell: () => Promise<boolean>
  /**
   * Waits for the answer, and where there was none, tells the server again: on a later page, too.
   *
   * @returns whether there is no sign-out now that the server has not answered
   */
  settle: () => Promise<boolean>
  /** Notes that the cookies are those of a new sign-in, so that there is nothing left to sign out of. */
  forget: () => void
}

/** See `CookieLogout`. */
export function cookieLogout(url: string): CookieLogout {
  let telling: Promise<boolean> | null = null
  const forget = () => inStorage((local) => local.removeItem(leavingKey))
  const tell = () => {
    inStorage((local) => local.setItem(leavingKey, '1'))
    telling = requestLogout(url, null).then((isTold) => {
      telling = null
      if (isTold) forget()
      return isTold
    })
    return telling
  }
  return {
    tell,
    settle: async () => telling ?? (inStorage((local) => local.getItem(leavingKey)) ? tell() : true),
    forget,
  }
}
