import { DeleteAccount } from '../features/accounts/delete-account.tsx'
import { AvatarEditor } from '../features/avatars/avatar-editor.tsx'
import { AccountSummary } from '../features/users/account-summary.tsx'
import { NameForm } from '../features/users/name-form.tsx'
import { useMe } from '../features/users/use-me.ts'
import { VerifyNotice } from '../features/users/verify-notice.tsx'
import { WhenLoaded } from '../parts/when-loaded.tsx'
import { PageHeading } from '../ui/page-heading.tsx'

/** Who you are here, what of it you can change, and how to leave. */
export function ProfilePage() {
  const me = useMe()
  return (
    <>
      <PageHeading title="Profile" />
      <div className="mt-8">
        <WhenLoaded query={me} what="your profile" skeleton={<ProfileSkeleton />}>
          {(user) => (
            <div className="space-y-10">
              <VerifyNotice user={user} />
              <AvatarEditor user={user}>
                <AccountSummary user={user} />
              </AvatarEditor>
              <NameForm user={user} />
              <DeleteAccount user={user} />
            </div>
          )}
        </WhenLoaded>
      </div>
    </>
  )
}

function ProfileSkeleton() {
  return (
    <div className="space-y-10">
      <div className="rounded-xl border border-line bg-surface">
        <div className="flex items-center gap-5 p-5 sm:p-6">
          <div className="size-20 shrink-0 rounded-full bg-sunken" />
          <div className="space-y-2">
            <div className="h-5 w-36 rounded bg-sunken" />
            <div className="h-4 w-44 rounded bg-sunken sm:w-52" />
            <div className="h-4 w-40 rounded bg-sunken" />
          </div>
        </div>
        <div className="h-16 border-t border-line" />
      </div>
      <div className="h-56 rounded-xl border border-line bg-surface" />
    </div>
  )
}
