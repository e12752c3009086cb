import { Loaded } from '../api/loaded.tsx'
import { AccountSummary } from '../features/users/account-summary.tsx'
import { NameForm } from '../features/users/name-form.tsx'
import { useMe } from '../features/users/use-me.ts'
import { VerifyNotice } from '../features/users/verify-notice.tsx'
import { PageHeading } from '../ui/page-heading.tsx'

/** Who you are here, and what of it you can change. */
export function ProfilePage() {
  const me = useMe()
  return (
    <>
      <PageHeading title="Profile" />
      <div className="mt-8">
        <Loaded query={me} what="your profile" shape={<ProfileShape />}>
          {(user) => (
            <div className="space-y-10">
              <VerifyNotice user={user} />
              <AccountSummary user={user} />
              <NameForm user={user} />
            </div>
          )}
        </Loaded>
      </div>
    </>
  )
}

function ProfileShape() {
  return (
    <div className="space-y-10">
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
