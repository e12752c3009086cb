import type { ApiKey } from '@runsite/shared/api-keys'
import { KeyRow } from './key-row.tsx'

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
