import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ActivityRow } from './activity-row.tsx'
import { type EventGroup, groupOf } from './event-group.ts'
import { groupEvents } from './group-events.ts'
import { useKeyNames, type useEvents } from './use-events.ts'

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
  const keyNames = useKeyNames(events)
  const rows = groupEvents(events.filter((event) => group === null || groupOf(event.kind) === group))
  return (
    <>
      {rows.map((row) => (
        <ActivityRow
          key={row.event.id}
          row={row}
          keyName={keyNameOf(row.event.details['via_api_key_id'], keyNames)}
          notMe={notMe}
        />
      ))}
      {rows.length === 0 && (
        <EmptyState title={group ? 'Nothing of this kind' : 'Nothing yet'}>
          {group
            ? `Among the ${more ? 'newest ' : ''}${events.length} entries there is none. ${more ? 'Load more to look further back.' : 'Choose “All” to see the others.'}`
            : 'Sign-ins and changes to your account will be listed here.'}
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

function keyNameOf(id: string | undefined, names: ReadonlyMap<string, string>): string | null {
  return id === undefined ? null : (names.get(id) ?? 'revoked since')
}
