import { PageHeading } from '../ui/page-heading.tsx'

/** What has happened to the account. */
export function ActivityPage() {
  return <PageHeading title="Activity" />
}
