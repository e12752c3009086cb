import type { User } from '@runsite/shared/users'
import { useServerForm } from '../../api/use-server-form.ts'
import { Button } from '../../ui/button.tsx'
import { RefusalNote } from '../../ui/refusal-note.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useUpdateMe } from './use-me.ts'

/** Changes one's name. */
export function NameForm({ user }: { user: User }) {
  const update = useUpdateMe()
  const entry = useServerForm({ name: user.name }, async (values, form) => {
    const { name } = await update.mutateAsync(values)
    form.reset({ name })
  })
  const { form } = entry
  const status = form.formState.isDirty ? 'Unsaved changes' : update.isSuccess ? 'Saved.' : ''

  return (
    <form {...entry.handlers} className="rounded-xl border border-line bg-surface shadow-card">
      <div className="space-y-4 p-5 sm:p-6">
        {entry.refusal && <RefusalNote {...entry.refusal} />}
        <TextField
          label="Name"
          autoComplete="name"
          hint="Shown to people you work with."
          error={entry.errorOf('name')}
          className="max-w-md"
          {...form.register('name', {
            validate: (name) =>
              (name.trim() === '' && 'Enter your name.') ||
              ([...name.trim()].length > 100 && 'Use at most 100 characters.') ||
              true,
          })}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-3 sm:px-6">
        <p role="status" className="text-sm text-muted">
          {status}
        </p>
        <Button type="submit" isBusy={entry.isSubmitting} isPaused={entry.isPaused}>
          Save name
        </Button>
      </div>
    </form>
  )
}
