import type { User } from '@runsite/shared/users'
import type { ReactNode } from 'react'
import { useWhatGoes } from './use-delete-account.ts'

/** What an account takes along, with counts, and what it leaves. */
export function WhatGoes({ user }: { user: User }) {
  const { activeKeys, devices } = useWhatGoes()
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
