import type { ApiKey } from '@runsite/shared/api-keys'
import { MoreHorizontal, RefreshCw, Trash2 } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Chip } from '../../ui/facts.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { shortDate, useNow } from '../../ui/moment.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { useFocusPastRow } from '../../ui/use-focus-past-row.ts'
import { KeyNotes } from './key-notes.tsx'
import { listHeading } from './key-shown-once.tsx'
import { expiryOf, keyStart } from './key-state.ts'

type KeysTableProps = {
  keys: ApiKey[]
  onRotate: (key: ApiKey) => void
  onRevoke: (key: ApiKey) => void
}

const columns = ['Key', 'Scope', 'Created', 'Last used', 'Expires']

/** One's keys, a row each; stacked on a phone. The roles say that it is a table there too. */
export function KeysTable({ keys, onRotate, onRevoke }: KeysTableProps) {
  return (
    <div role="table" aria-label="API keys" className="w-full border-collapse text-sm md:table">
      <div role="rowgroup" className="sr-only md:not-sr-only md:table-header-group">
        <div role="row" className="text-xs text-muted md:table-row">
          {columns.map((column) => (
            <div
              key={column}
              role="columnheader"
              className="px-3 py-2.5 font-medium whitespace-nowrap first:pl-6 md:table-cell"
            >
              {column}
            </div>
          ))}
          <div role="columnheader" className="md:table-cell">
            <span className="sr-only">Actions</span>
          </div>
        </div>
      </div>
      <div role="rowgroup" className="md:table-row-group">
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} onRotate={() => onRotate(key)} onRevoke={() => onRevoke(key)} />
        ))}
      </div>
    </div>
  )
}

type KeyRowProps = { apiKey: ApiKey; onRotate: () => void; onRevoke: () => void }

/** The button of a row, to give focus back to. */
export function keyMenuId(id: ApiKey['id']): string {
  return `key-menu-${id}`
}

const nextMenu = ([next]: Element[]) =>
  next?.querySelector<HTMLElement>('[aria-haspopup=menu]') ?? listHeading()

/** A key: a row of the table, on a phone a card with each column's name beside its value. */
function KeyRow({ apiKey, onRotate, onRevoke }: KeyRowProps) {
  const now = useNow()
  const expiry = expiryOf(apiKey, now)
  const row = useRef<HTMLDivElement>(null)
  useFocusPastRow(row, nextMenu)
  return (
    <div
      ref={row}
      role="row"
      className="relative border-t border-line px-5 py-4 first:border-t-0 md:table-row md:first:border-t"
    >
      <div role="rowheader" className="pr-12 pb-2 md:table-cell md:py-3 md:pr-3 md:pl-6">
        <span className="block font-medium">{apiKey.name}</span>
        <code className="block font-mono text-xs text-muted">{keyStart(apiKey)}</code>
        <KeyNotes apiKey={apiKey} now={now} onRevoke={onRevoke} />
      </div>
      <Cell column="Scope">
        <Chip>{apiKey.scope}</Chip>
      </Cell>
      <Cell column="Created">
        <RelativeTime at={apiKey.created_at} />
      </Cell>
      <Cell column="Last used">
        {apiKey.last_used_at ? <RelativeTime at={apiKey.last_used_at} /> : 'Never used'}
      </Cell>
      <Cell column="Expires">
        {apiKey.expires_at ? (
          <RelativeTime at={apiKey.expires_at}>{shortDate(apiKey.expires_at, now)}</RelativeTime>
        ) : (
          'Never'
        )}
        {expiry === 'soon' && <Chip tone="wait">Expires soon</Chip>}
        {expiry === 'expired' && <Chip tone="bad">Expired</Chip>}
      </Cell>
      <div
        role="cell"
        className="absolute top-2 right-3 md:static md:table-cell md:py-2 md:pr-4 md:text-right md:align-top"
      >
        <Menu
          trigger={
            <button
              type="button"
              id={keyMenuId(apiKey.id)}
              aria-label={`Actions for ${apiKey.name}`}
              className="inline-grid size-11 place-items-center rounded-lg text-muted hover:bg-sunken hover:text-ink sm:size-9"
            >
              <MoreHorizontal className="size-4.5" aria-hidden="true" />
            </button>
          }
        >
          {expiry !== 'expired' && (
            <MenuItem onSelect={onRotate}>
              <RefreshCw className="size-4 text-muted" aria-hidden="true" />
              Rotate…
            </MenuItem>
          )}
          <MenuItem isDanger onSelect={onRevoke}>
            <Trash2 className="size-4" aria-hidden="true" />
            Revoke…
          </MenuItem>
        </Menu>
      </div>
    </div>
  )
}

function Cell({ column, children }: { column: string; children: ReactNode }) {
  return (
    <div
      role="cell"
      className="flex justify-between gap-4 py-1 text-muted md:table-cell md:px-3 md:py-3 md:align-top md:whitespace-nowrap"
    >
      {/* A screen reader says the column's header itself. */}
      <span aria-hidden="true" className="shrink-0 md:hidden">
        {column}
      </span>
      <span className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 md:flex-col md:items-start [&_time]:inline-block [&_time]:first-letter:uppercase">
        {children}
      </span>
    </div>
  )
}
