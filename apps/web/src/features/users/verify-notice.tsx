import type { User } from '@runsite/shared/users'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC } from '../../api/server-data.tsx'
import { loadRest } from '../../api/rest.ts'
import { ResendButton } from '../../parts/resend-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { WebmailLink } from '../../ui/webmail-link.tsx'

/**
 * Asks someone whose address is not verified to look into their mailbox, and notices by itself when they have:
 * the page below it goes on then.
 */
export function VerifyNotice({ user }: { user: User }) {
  const [wasUnverified] = useState(!user.email_verified)
  useVerifiedSoon(!user.email_verified)
  if (user.email_verified) {
    return wasUnverified ? <Notice tone="good">{user.email} is verified.</Notice> : null
  }
  return (
    <section
      aria-labelledby="verify-notice"
      className="rounded-xl border border-wait-line bg-wait-surface p-5 sm:px-6"
    >
      <h2 id="verify-notice" className="text-sm font-semibold text-wait">
        Check your email
      </h2>
      <p className="mt-1 text-sm">
        We sent a link to <strong className="font-medium">{user.email}</strong>. Open it to verify your
        address; it works for 24 hours, on any device.
      </p>
      <div className="mt-4 flex flex-wrap gap-3">
        <WebmailLink email={user.email} />
        <ResendButton onResend={() => loadRest().then((rest) => rest.auth.resendVerification())} />
      </div>
    </section>
  )
}

const quickMs = 4_000
const quickReads = 150
const slowMs = 60_000

/** Asks who is signed in again and again, until the address is verified: in a tab that is seen, and less after a while. */
function useVerifiedSoon(isWaiting: boolean): void {
  useQuery({
    ...useTRPC().users.me.queryOptions(),
    enabled: isWaiting,
    staleTime: quickMs,
    refetchInterval: ({ state }) => (state.dataUpdateCount < quickReads ? quickMs : slowMs),
  })
}
