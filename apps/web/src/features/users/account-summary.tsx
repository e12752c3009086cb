import type { User } from '@runsite/shared/users'
import { Chip } from '../../ui/facts.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'

/** Who someone is, in words; their picture stands beside it. */
export function AccountSummary({ user }: { user: User }) {
  return (
    <div className="min-w-0 grow basis-36">
      <p className="text-lg font-semibold">{user.name}</p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
        {user.email}
        <Chip tone={user.email_verified ? 'good' : 'wait'}>
          {user.email_verified ? 'Verified' : 'Not verified'}
        </Chip>
      </p>
      <p className="mt-0.5 text-sm text-muted">
        Member since <RelativeTime at={user.created_at}>{longDate(user.created_at)}</RelativeTime>
      </p>
    </div>
  )
}

function longDate(timestamp: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date(timestamp))
}
