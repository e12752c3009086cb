import type { ReactNode } from 'react'
import type { useServerForm } from '../../parts/server-form.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/field.tsx'
import { RefusalNote } from '../../ui/notice.tsx'

type EntryFormProps = {
  entry: Pick<
    ReturnType<typeof useServerForm>,
    'handlers' | 'refusal' | 'listed' | 'isSubmitting' | 'isPaused'
  >
  /** What the button says. */
  submit: string
  /** At the button's corner. */
  mark?: ReactNode
  children: ReactNode
}

/** A form of one column around signing in: what went wrong, the fields, and its one button. */
export function EntryForm({ entry, submit, mark, children }: EntryFormProps) {
  return (
    <form {...entry.handlers} className="space-y-5">
      {entry.refusal && <RefusalNote {...entry.refusal} />}
      <ErrorSummary errors={entry.listed} />
      {children}
      <div className="relative">
        <Button type="submit" width="full" isBusy={entry.isSubmitting} isPaused={entry.isPaused}>
          {submit}
        </Button>
        {mark}
      </div>
    </form>
  )
}
