import type { User } from '@runsite/shared/users'
import { useForm } from 'react-hook-form'
import { refusalNote, refusedFields } from '../../api/refusal-message.ts'
import { Button } from '../../ui/button.tsx'
import { RefusalNote } from '../../ui/refusal-note.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useUpdateMe } from './use-me.ts'

/** Changes one's name. */
export function NameForm({ user }: { user: User }) {
  const update = useUpdateMe()
  const { register, handleSubmit, formState } = useForm({
    values: { name: user.name },
    reValidateMode: 'onBlur',
  })
  const save = handleSubmit(({ name }) => {
    if (!update.isPending) update.mutate({ name })
  })
  const refusedName = refusedFields(update.error).find(({ field }) => field === 'name')?.message

  return (
    <form
      noValidate
      onSubmit={(event) => void save(event)}
      className="rounded-xl border border-line bg-surface shadow-card"
    >
      <div className="space-y-4 p-5 sm:p-6">
        {update.error && !refusedName && <RefusalNote {...refusalNote(update.error)} />}
        <TextField
          label="Name"
          autoComplete="name"
          hint="Shown to people you work with."
          error={formState.errors.name?.message ?? refusedName}
          className="max-w-md"
          {...register('name', {
            validate: (name) =>
              (name.trim() === '' && 'Enter your name.') ||
              ([...name.trim()].length > 100 && 'Use at most 100 characters.') ||
              true,
          })}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-3 sm:px-6">
        <p role="status" className="text-sm text-muted">
          {formState.isDirty ? 'Unsaved changes' : update.isSuccess ? 'Saved.' : ''}
        </p>
        <Button type="submit" isBusy={update.isPending}>
          Save name
        </Button>
      </div>
    </form>
  )
}
