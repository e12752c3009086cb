import type { User } from '@runsite/shared/users'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip } from '../../ui/chip.tsx'

/** Who someone is, at a glance. */
export function AccountSummary({ user }: { user: User }) {
  return (
    <section aria-label="Your account" className="flex items-center gap-4">
      <Avatar name={user.name} seed={user.id} url={user.avatar_url} />
      <div className="min-w-0">
        <p className="text-lg font-semibold">{user.name}</p>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
          {user.email}
          <Chip tone={user.email_verified ? 'good' : 'wait'}>
            {user.email_verified ? 'Verified' : 'Not verified'}
          </Chip>
        </p>
        <p className="mt-0.5 text-sm text-muted">
          Member since <time dateTime={user.created_at}>{longDate(user.created_at)}</time>
        </p>
      </div>
    </section>
  )
}

function longDate(timestamp: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date(timestamp))
}
