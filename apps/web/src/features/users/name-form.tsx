import { UpdateUser, type User } from '@runsite/shared/users'
import { useEffect } from 'react'
import { LeaveGuard } from '../../parts/leave-guard.tsx'
import { schemaRules } from '../../parts/schema-rules.ts'
import { useServerForm } from '../../parts/server-form.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { RefusalNote } from '../../ui/notice.tsx'
import { Section, SectionFoot } from '../../ui/section.tsx'
import { useUpdateMe } from './use-me.ts'

const rules = schemaRules(UpdateUser, {
  name: { too_small: 'Enter your name.', too_big: 'Use at most 100 characters.' },
})

/** Changes one's name. */
export function NameForm({ user }: { user: User }) {
  const update = useUpdateMe()
  const entry = useServerForm(
    { name: user.name },
    async (values, form) => {
      const { name } = await update.mutateAsync(values)
      form.reset({ name })
    },
    { rules },
  )
  const { form } = entry
  const { isDirty } = form.formState
  useEffect(() => {
    // Changed in another tab, while nothing is typed here.
    if (!isDirty) form.reset({ name: user.name })
  }, [form, isDirty, user.name])
  const status = isDirty ? 'Unsaved changes' : update.isSuccess ? 'Saved.' : ''

  return (
    <Section title="About you">
      <LeaveGuard isDirty={isDirty} consequence="Your new name is not saved yet." />
      <form {...entry.handlers}>
        <div className="space-y-4 p-5 sm:p-6">
          {entry.refusal && <RefusalNote {...entry.refusal} />}
          <TextField
            label="Name"
            autoComplete="name"
            hint="Shown to people you work with."
            error={entry.errorOf('name')}
            className="max-w-md"
            {...form.register('name')}
          />
        </div>
        <SectionFoot status={status}>
          <Button type="submit" isBusy={entry.isSubmitting} isPaused={entry.isPaused}>
            Save name
          </Button>
        </SectionFoot>
      </form>
    </Section>
  )
}
