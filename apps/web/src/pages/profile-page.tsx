import { refusalNote } from '../api/refusal-message.ts'
import { AccountSummary } from '../features/users/account-summary.tsx'
import { NameForm } from '../features/users/name-form.tsx'
import { useMe } from '../features/users/use-me.ts'
import { VerifyNotice } from '../features/users/verify-notice.tsx'
import { Button } from '../ui/button.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { RefusalNote } from '../ui/refusal-note.tsx'

/** Who you are here, and what of it you can change. */
export function ProfilePage() {
  const me = useMe()
  return (
    <>
      <PageHeading title="Profile" />
      <div aria-busy={me.isPending} className="mt-8 space-y-8">
        {me.data && (
          <>
            <VerifyNotice user={me.data} />
            <AccountSummary user={me.data} />
            <NameForm user={me.data} />
          </>
        )}
        {me.isPending && <ProfileShape />}
        {me.isError && !me.data && (
          <div className="space-y-4">
            <RefusalNote {...refusalNote(me.error)} />
            <Button variant="secondary" isBusy={me.isFetching} onClick={() => void me.refetch()}>
              Try again
            </Button>
          </div>
        )}
      </div>
    </>
  )
}

function ProfileShape() {
  return (
    <div className="appear-late space-y-8">
      <p className="sr-only">Loading your profile</p>
      <div className="flex items-center gap-4">
        <div className="size-14 rounded-full bg-sunken" />
        <div className="space-y-2">
          <div className="h-5 w-36 rounded bg-sunken" />
          <div className="h-4 w-52 rounded bg-sunken" />
          <div className="h-4 w-44 rounded bg-sunken" />
        </div>
      </div>
      <div className="h-48 rounded-xl border border-line bg-surface" />
    </div>
  )
}
