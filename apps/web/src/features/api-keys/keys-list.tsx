import type { ApiKey } from '@runsite/shared/api-keys'
import { useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { inOrder, type KeyOrder, matching } from './key-order.ts'
import { KeysTable } from './keys-table.tsx'
import { KeysToolbar } from './keys-toolbar.tsx'

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
