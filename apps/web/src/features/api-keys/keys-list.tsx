import type { ApiKey } from '@runsite/shared/api-keys'
import { type Ref, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { inputClass } from '../../ui/field.tsx'
import { EmptyState } from '../../ui/section.tsx'
import { curlLine } from './key-shown-once.tsx'
import { inOrder, type KeyOrder, keyOrders, matching } from './key-state.ts'
import { KeysTable } from './keys-table.tsx'

const searchedAbove = 10

type KeysListProps = {
  keys: ApiKey[]
  onRotate: (key: ApiKey) => void
  onRevoke: (key: ApiKey) => void
}

/** One's keys in an order of choice; with a search where there are many. */
export function KeysList({ keys, onRotate, onRevoke }: KeysListProps) {
  const [order, setOrder] = useState<KeyOrder>('newest')
  const [typed, setTyped] = useState('')
  const searchField = useRef<HTMLInputElement>(null)
  const hasSearch = keys.length > searchedAbove
  // What is not searchable any more is not filtered by a text nobody sees.
  const found = hasSearch ? matching(keys, typed) : keys

  return (
    <>
      {keys.length > 1 && (
        <KeysToolbar
          count={keys.length}
          search={hasSearch ? { text: typed, found: found.length, onChange: setTyped } : undefined}
          searchField={searchField}
          order={order}
          onOrder={setOrder}
        />
      )}
      {found.length > 0 ? (
        <KeysTable keys={inOrder(found, order)} onRotate={onRotate} onRevoke={onRevoke} />
      ) : (
        <EmptyState
          title="No key matches"
          action={
            <Button
              variant="secondary"
              onClick={() => {
                setTyped('')
                // This button goes with the text.
                searchField.current?.focus()
              }}
            >
              Clear search
            </Button>
          }
        >
          None of your {keys.length} keys has “{typed.trim()}” in its name or its start.
        </EmptyState>
      )}
    </>
  )
}

type KeysToolbarProps = {
  count: number
  /** Left out where there is too little to search. */
  search?: { text: string; found: number; onChange: (text: string) => void } | undefined
  searchField: Ref<HTMLInputElement>
  order: KeyOrder
  onOrder: (order: KeyOrder) => void
}

/** Above a list of keys: which of them, and in which order. */
function KeysToolbar({ count, search, searchField, order, onOrder }: KeysToolbarProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-5 py-3 sm:px-6">
      {search ? (
        <input
          ref={searchField}
          type="search"
          aria-label="Search keys"
          placeholder="Search by name or start"
          value={search.text}
          onChange={(event) => search.onChange(event.target.value)}
          className={`${inputClass(false)} max-w-md grow basis-56 sm:text-sm`}
        />
      ) : (
        <p className="text-sm text-muted">{count} keys</p>
      )}
      <p role="status" className="sr-only">
        {search?.text.trim() && `${search.found} of ${count} keys found`}
      </p>
      <select
        aria-label="Order"
        value={order}
        onChange={(event) => onOrder(event.target.value as KeyOrder)}
        className={`${inputClass(false)} max-w-48 grow basis-40 sm:text-sm`}
      >
        {keyOrders.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Where there are no keys yet: what they are for, and how one is used. */
export function NoKeys({ onCreate }: { onCreate: () => void }) {
  return (
    <EmptyState title="No API keys yet" action={<Button onClick={onCreate}>Create API key</Button>}>
      <p>
        A key lets a program of yours, such as a CI job or a script, work with your account without your
        password.
      </p>
      <pre className="mt-4 rounded-lg border border-line bg-sunken px-4 py-3 text-left font-mono text-xs whitespace-pre-wrap text-ink">
        {curlLine('ak_live_…')}
      </pre>
    </EmptyState>
  )
}

/** The button beside the list's title while it loads. */
export function KeysActionSkeleton() {
  return <div className="appear-late h-11 w-34 rounded-lg bg-sunken sm:h-10" />
}

/** The list of keys while it loads. */
export function KeysSkeleton() {
  return (
    <div className="divide-y divide-line">
      <div className="h-10" />
      {[1, 2, 3].map((row) => (
        <div key={row} className="flex items-center justify-between gap-6 px-5 py-4 sm:px-6">
          <div className="space-y-2">
            <div className="h-4 w-36 rounded bg-sunken" />
            <div className="h-3 w-28 rounded bg-sunken" />
          </div>
          <div className="hidden h-4 w-72 rounded bg-sunken md:block" />
        </div>
      ))}
    </div>
  )
}
