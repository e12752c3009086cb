import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { curlLine } from './curl-line.ts'

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
