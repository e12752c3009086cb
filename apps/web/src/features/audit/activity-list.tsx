import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/section.tsx'
import { ActivityRow } from './activity-row.tsx'
import type { EventGroup } from '../../paths.ts'
import { groupEvents, groupOf } from './events.ts'
import { type useEvents, useKeyNames } from './use-events.ts'

type ActivityListProps = {
  pages: NonNullable<ReturnType<typeof useEvents>['data']>['pages']
  /** Only these kinds. */
  group: EventGroup | null
  /** Where to go if something was somebody else. */
  notMe: ReactNode
  /** Loads what is older; null where there is nothing more. */
  more: { load: () => void; isLoading: boolean } | null
}

/** The record, newest first. */
export function ActivityList({ pages, group, notMe, more }: ActivityListProps) {
  const events = pages.flatMap((page) => page.events)
  const keyNameOf = useKeyNames(events)
  const rows = groupEvents(events.filter((event) => group === null || groupOf(event.kind) === group))
  return (
    <>
      {rows.map((row) => (
        <ActivityRow
          key={row.event.id}
          row={row}
          program={programOf(row.event.details['via_api_key_id'], keyNameOf)}
          notMe={notMe}
        />
      ))}
      {rows.length === 0 && (
        <EmptyState title={group ? 'Nothing of this kind' : 'Nothing yet'}>
          {emptyText(group, events.length, more !== null)}
        </EmptyState>
      )}
      {more && (
        <div className="border-t border-line p-4 text-center">
          <Button variant="secondary" isBusy={more.isLoading} onClick={more.load}>
            Load more
          </Button>
        </div>
      )}
    </>
  )
}

function emptyText(group: EventGroup | null, count: number, hasMore: boolean): string {
  if (!group) return 'Sign-ins and changes to your account will be listed here.'
  if (!hasMore) return 'Choose “All” to see the others.'
  return `Among these ${count} entries there is none. Load more to look further back.`
}

function programOf(id: string | undefined, keyNameOf: ReturnType<typeof useKeyNames>): string | null {
  if (id === undefined) return null
  const name = keyNameOf(id)
  if (name) return `API key “${name}”`
  return name === null ? 'an API key revoked since' : 'an API key'
}
