import { ApiKeysSection } from '../features/api-keys/api-keys-section.tsx'
import { PageHeading } from '../ui/page-heading.tsx'

/** Keys for programs. */
export function ApiKeysPage() {
  return (
    <>
      <PageHeading title="API keys" />
      <div className="mt-8">
        <ApiKeysSection />
      </div>
    </>
  )
}
