import { isOffered } from '../../parts/sign-in-methods.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { GoogleButton } from './google-button.tsx'
import { isInAppBrowser } from './in-app-browser.ts'

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
