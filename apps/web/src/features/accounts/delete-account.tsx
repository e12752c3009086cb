import type { User } from '@runsite/shared/users'
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { DeleteAccountForm, useDeletionCounts } from './delete-account-form.tsx'

/** The end of an account: closed until it is asked for. */
export function DeleteAccount({ user }: { user: User }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Section id="delete-account" title="Delete account" tone="danger">
      <div className="flex flex-wrap items-center justify-between gap-3 px-5 py-4 sm:px-6">
        <p className="text-sm text-muted">Erases your account and everything in it. It cannot be undone.</p>
        <Button
          variant="secondary"
          aria-expanded={isOpen}
          aria-controls="delete-account-form"
          onClick={() => setOpen(!isOpen)}
        >
          <span className="inline-flex items-center gap-2">
            Delete account…
            <ChevronDown className={`size-4 text-muted ${isOpen ? 'rotate-180' : ''}`} aria-hidden="true" />
          </span>
        </Button>
      </div>
      <div
        id="delete-account-form"
        hidden={!isOpen}
        className="space-y-6 border-t border-bad-line p-5 sm:p-6"
      >
        {isOpen && (
          <>
            <DeletionSummary user={user} />
            <DeleteAccountForm user={user} />
          </>
        )}
      </div>
    </Section>
  )
}

/** What an account takes along, with counts, and what it leaves. */
function DeletionSummary({ user }: { user: User }) {
  const { activeKeys, devices } = useDeletionCounts()
  return (
    <div className="grid gap-x-8 gap-y-4 text-sm sm:grid-cols-2">
      <Listed title="What goes">
        <li>Your name, your picture and the record of your activity.</li>
        {activeKeys !== 0 && (
          <li>
            {activeKeys === undefined
              ? 'Your API keys stop working at once.'
              : counted(activeKeys, 'API key stops working at once.', 'API keys stop working at once.')}
          </li>
        )}
        <li>
          {devices === undefined || devices < 2
            ? 'This device is signed out.'
            : `${devices} devices are signed out, this one among them.`}
        </li>
      </Listed>
      <Listed title="What stays">
        <li>The mails you have had from us.</li>
        {user.has_google && <li>Your Google account. It is only unlinked.</li>}
        <li>What whoever runs this server keeps in logs and backups, until those expire.</li>
      </Listed>
    </div>
  )
}

function Listed({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      <ul className="mt-1.5 list-disc space-y-1 pl-5 text-muted">{children}</ul>
    </div>
  )
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
