import type { User } from '@runsite/shared/users'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { DeleteAccountForm } from './delete-account-form.tsx'
import { WhatGoes } from './what-goes.tsx'

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
            <WhatGoes user={user} />
            <DeleteAccountForm user={user} />
          </>
        )}
      </div>
    </Section>
  )
}
