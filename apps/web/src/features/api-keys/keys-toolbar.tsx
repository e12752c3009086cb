import type { Ref } from 'react'
import { inputLook } from '../../ui/text-field.tsx'
import { type KeyOrder, keyOrders } from './key-order.ts'

type KeysToolbarProps = {
  count: number
  /** Left out where there is too little to search. */
  search?: { text: string; found: number; onChange: (text: string) => void } | undefined
  searchField: Ref<HTMLInputElement>
  order: KeyOrder
  onOrder: (order: KeyOrder) => void
}

/** Above a list of keys: which of them, and in which order. */
export function KeysToolbar({ count, search, searchField, order, onOrder }: KeysToolbarProps) {
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
          className={`${inputLook(false)} max-w-md grow basis-56 sm:text-sm`}
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
        className={`${inputLook(false)} max-w-48 grow basis-40 sm:text-sm`}
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
