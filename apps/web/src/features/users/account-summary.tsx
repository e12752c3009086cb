import type { User } from '@runsite/shared/users'

/** Who someone is, at a glance. */
export function AccountSummary({ user }: { user: User }) {
  return (
    <section aria-label="Your account" className="flex items-center gap-4">
      <span
        aria-hidden="true"
        className="grid size-14 shrink-0 place-items-center rounded-full bg-sunken text-lg font-semibold text-muted uppercase"
      >
        {initials(user.name)}
      </span>
      <div className="min-w-0">
        <p className="text-lg font-semibold">{user.name}</p>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
          {user.email}
          <VerifiedMark isVerified={user.email_verified} />
        </p>
        <p className="mt-0.5 text-sm text-muted">
          Member since <time dateTime={user.created_at}>{longDate(user.created_at)}</time>
        </p>
      </div>
    </section>
  )
}

function VerifiedMark({ isVerified }: { isVerified: boolean }) {
  const look = isVerified
    ? 'border-good-line bg-good-surface text-good'
    : 'border-wait-line bg-wait-surface text-wait'
  return (
    <span className={`rounded-full border px-2 py-0.5 text-xs font-medium ${look}`}>
      {isVerified ? 'Verified' : 'Not verified'}
    </span>
  )
}

function initials(name: string): string {
  const graphemes = new Intl.Segmenter()
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map((word) => [...graphemes.segment(word ?? '')][0]?.segment ?? '').join('')
}

function longDate(timestamp: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'long' }).format(new Date(timestamp))
}
