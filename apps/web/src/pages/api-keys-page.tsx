import { PageHeading } from '../ui/page-heading.tsx'

/** Keys for programs. */
export function ApiKeysPage() {
  return <PageHeading title="API keys" />
}
