import { isOffered } from '../../parts/sign-in-methods.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { GoogleButton } from './google-button.tsx'

/**
 * Google as a way in, above the form of the others; nothing where the server does not offer it.
 *
 * @param next where the sign-in leads
 */
export function GoogleChoice({ next }: { next: string | undefined }) {
  if (!isOffered('google')) return null
  return (
    <>
      {isInAppBrowser(navigator.userAgent) ? <OpenInBrowser /> : <GoogleButton next={next} />}
      <p className="flex items-center gap-3 text-sm text-muted before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
        or
      </p>
    </>
  )
}

function OpenInBrowser() {
  return (
    <Notice>
      <p className="mb-3">
        Open this page in your browser to continue with Google, which signs nobody in inside other apps.
      </p>
      <CopyButton what="link" label="Copy link" text={window.location.href} />
    </Notice>
  )
}

// Apps that open pages in a view of their own name themselves; Android's view says so for all others.
const inAppBrowser =
  /\b(FBA[NV]|FB_IAB|Instagram|Line\/|MicroMessenger|Snapchat|Pinterest\/|LinkedInApp|BytedanceWebview|musical_ly|TikTok)|; wv\)/

/** Whether a page is shown inside another app, where Google refuses to sign anybody in. */
export function isInAppBrowser(userAgent: string): boolean {
  return inAppBrowser.test(userAgent)
}
