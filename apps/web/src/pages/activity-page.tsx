import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { hasCode, refusalNote } from '../api/refusal-message.ts'
import { ActivityList } from '../features/audit/activity-list.tsx'
import { useEvents } from '../features/audit/use-events.ts'
import { WhenLoaded } from '../parts/when-loaded.tsx'
import { type EventGroup, paths } from '../paths.ts'
import { buttonClass, textLink } from '../ui/button.tsx'
import { RefusalNote } from '../ui/notice.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { EmptyState, Section } from '../ui/section.tsx'

const filters: readonly { group: EventGroup | undefined; name: string }[] = [
  { group: undefined, name: 'All' },
  { group: 'sign-ins', name: 'Sign-ins' },
  { group: 'security', name: 'Security' },
  { group: 'api-keys', name: 'API keys' },
  { group: 'profile', name: 'Profile' },
]

/** What has happened to the account. */
export function ActivityPage() {
  const { show, cursor } = useSearch({ from: '/settings/activity' })
  const navigate = useNavigate({ from: paths.activity })
  // Where the list begins. Loading more moves the address along, so that a reload goes on from there.
  const [start, setStart] = useState(cursor)
  const events = useEvents(start)

  // Asked again, an address that the server cannot read stays so.
  const leadsNowhere = start !== undefined && !events.data && hasCode(events.error, 'validation_failed')
  const heading = useRef<HTMLHeadingElement>(null)
  const toNewest = (look: string) => (
    <Link
      to={paths.activity}
      search={{ show }}
      onClick={() => {
        setStart(undefined)
        // This link goes with the older entries.
        heading.current?.focus()
      }}
      className={look}
    >
      Show the newest
    </Link>
  )

  const loadMore = async () => {
    const before = events.data?.pages.at(-1)?.next_cursor
    const { isError } = await events.fetchNextPage()
    if (!isError && before)
      await navigate({ search: { show, cursor: before }, replace: true, resetScroll: false })
  }

  return (
    <>
      <PageHeading title="Activity" />
      <p className="mt-2 max-w-prose text-sm text-muted">
        Sign-ins and changes to your account, newest first. Entries are kept for a year.
      </p>
      <nav aria-label="Kinds of activity" className="mt-6 flex flex-wrap gap-2">
        {filters.map(({ group, name }) => (
          <Link
            key={name}
            to={paths.activity}
            search={{ show: group, cursor }}
            replace
            resetScroll={false}
            activeOptions={{ includeSearch: true, explicitUndefined: true }}
            className="flex min-h-11 items-center rounded-full border border-line bg-surface px-4 text-sm text-muted hover:text-ink aria-[current]:border-ink aria-[current]:text-ink sm:min-h-9"
          >
            {name}
          </Link>
        ))}
      </nav>
      <div className="mt-6">
        <Section
          title={start ? 'Older entries' : 'Entries'}
          headingRef={heading}
          action={start && !leadsNowhere && toNewest(`text-sm ${textLink}`)}
        >
          {leadsNowhere ? (
            <EmptyState title="No entries at this address" action={toNewest(buttonClass())}>
              The part of it that says where to begin can't be read. It may have been cut off or changed.
            </EmptyState>
          ) : (
            <WhenLoaded query={events} what="your activity" skeleton={<ActivitySkeleton />}>
              {({ pages }) => (
                <>
                  <ActivityList
                    pages={pages}
                    group={show ?? null}
                    notMe={<NotMe />}
                    more={
                      events.hasNextPage
                        ? { load: () => void loadMore(), isLoading: events.isFetchingNextPage }
                        : null
                    }
                  />
                  {events.isFetchNextPageError && (
                    <div className="px-5 pb-5 sm:px-6">
                      <RefusalNote {...refusalNote(events.error)} />
                    </div>
                  )}
                </>
              )}
            </WhenLoaded>
          )}
        </Section>
      </div>
    </>
  )
}

function NotMe() {
  return (
    <Link to={paths.security} hash="devices" className={textLink}>
      This wasn't me
    </Link>
  )
}

function ActivitySkeleton() {
  return [1, 2, 3, 4, 5].map((row) => (
    <div key={row} className="flex min-h-16 items-center gap-3 border-line px-5 not-last:border-b sm:px-6">
      <div className="size-4.5 rounded-full bg-sunken" />
      <div className="space-y-2">
        <div className="h-4 w-56 rounded bg-sunken" />
        <div className="h-3.5 w-32 rounded bg-sunken" />
      </div>
    </div>
  ))
}
