// Apps that open pages in a view of their own name themselves; Android's view says so for all others.
const inAppBrowser =
  /\b(FBA[NV]|FB_IAB|Instagram|Line\/|MicroMessenger|Snapchat|Pinterest\/|LinkedInApp|BytedanceWebview|musical_ly|TikTok)|; wv\)/

/** Whether a page is shown inside another app, where Google refuses to sign anybody in. */
export function isInAppBrowser(userAgent: string): boolean {
  return inAppBrowser.test(userAgent)
}
