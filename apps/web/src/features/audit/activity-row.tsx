import type { Event } from '@runsite/shared/audit'
import { ChevronDown, CircleAlert, KeyRound, LogIn, Shield, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { fullTime, relativeTime, useNow } from '../../ui/moment.ts'
import { type EventRow, eventSentence, groupOf } from './events.ts'

const icons = { 'sign-ins': LogIn, security: Shield, 'api-keys': KeyRound, profile: UserRound }
const worrying = new Set<Event['kind']>(['sign_in_failed', 'refresh_token_reused', 'account_suspended'])

type ActivityRowProps = {
  row: EventRow
  /** The API key that did it, in words, where a program did. */
  program: string | null
  /** Where to go if it was somebody else. */
  notMe: ReactNode
}

/** One entry of the record; opens to all that is known of it. */
export function ActivityRow({ row, program, notMe }: ActivityRowProps) {
  const { event, failures } = row
  const now = useNow()
  const Icon = worrying.has(event.kind) ? CircleAlert : icons[groupOf(event.kind)]
  const requestId = event.details['request_id']
  return (
    <details className="group border-line not-last:border-b">
      <summary className="flex min-h-14 list-none rounded-xl items-center gap-3 px-5 py-3 hover:bg-sunken focus-visible:-outline-offset-2 sm:px-6 [&::-webkit-details-marker]:hidden">
        <Icon
          className={`size-4.5 shrink-0 ${worrying.has(event.kind) ? 'text-wait' : 'text-muted'}`}
          aria-hidden="true"
        />
        <span className="min-w-0 grow text-sm">
          <span className="font-medium">{rowTitle(row)}</span>
          <span className="mt-0.5 block">
            <Facts>
              <Fact>
                <time
                  dateTime={event.created_at}
                  title={fullTime(event.created_at)}
                  className="inline-block first-letter:uppercase"
                >
                  {relativeTime(event.created_at, now)}
                </time>
              </Fact>
              {event.ip && failures.length < 2 && <Fact>{event.ip}</Fact>}
              {program && <Fact>via {program}</Fact>}
            </Facts>
          </span>
        </span>
        <ChevronDown
          className="size-4 shrink-0 text-muted transition-transform group-open:rotate-180"
          aria-hidden="true"
        />
      </summary>
      <div className="px-5 pt-3 pb-5 sm:pr-6 sm:pl-13.5">
        <dl className="grid gap-x-6 text-sm sm:grid-cols-[8rem_1fr] sm:items-baseline sm:gap-y-2">
          <Detail name="When">{fullTime(event.created_at)}</Detail>
          {failures.length > 1 && (
            <Detail name="First of them">{fullTime(failures.at(-1)?.created_at ?? event.created_at)}</Detail>
          )}
          {event.user_agent && <Detail name="With">{event.user_agent}</Detail>}
          {event.ip && <Detail name="IP address">{event.ip}</Detail>}
          {event.details['previous_ip'] && <Detail name="Before that">{event.details['previous_ip']}</Detail>}
          {event.details['scope'] && <Detail name="Scope">{event.details['scope']}</Detail>}
          {event.details['key_prefix'] && (
            <Detail name="Key">
              <code>ak_live_{event.details['key_prefix']}…</code>
            </Detail>
          )}
          {requestId && (
            <Detail name="Request">
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <code className="text-xs">{requestId}</code>
                <CopyButton what="request id" text={requestId} />
              </span>
            </Detail>
          )}
        </dl>
        {groupOf(event.kind) === 'sign-ins' && event.kind !== 'signed_out' && (
          <p className="mt-4 text-sm">{notMe}</p>
        )}
      </div>
    </details>
  )
}

function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="mb-2.5 sm:mb-0">{children}</dd>
    </div>
  )
}

function rowTitle({ event, failures }: EventRow): string {
  if (failures.length < 2) return eventSentence(event)
  return `${failures.length} failed sign-ins${event.ip ? ` from ${event.ip}` : ''}`
}
