import { PageHeading } from '../ui/page-heading.tsx'

/** How one signs in, and where one is signed in. */
export function SecurityPage() {
  return <PageHeading title="Security" />
}
