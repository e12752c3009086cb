import type { ApiKey } from '@runsite/shared/api-keys'
import { useState } from 'react'
import { CreateKeyDialog } from '../features/api-keys/create-key-dialog.tsx'
import { listHeading } from '../features/api-keys/key-shown-once.tsx'
import { KeysActionSkeleton, KeysList, KeysSkeleton, NoKeys } from '../features/api-keys/keys-list.tsx'
import { keyMenuId } from '../features/api-keys/keys-table.tsx'
import { RevokeKeyDialog } from '../features/api-keys/revoke-key-dialog.tsx'
import { RotateKeyDialog } from '../features/api-keys/rotate-key-dialog.tsx'
import { useApiKeys, useRereadKeys } from '../features/api-keys/use-api-keys.ts'
import { WhenLoaded } from '../parts/when-loaded.tsx'
import { paths } from '../paths.ts'
import { Button, textLink } from '../ui/button.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { Section } from '../ui/section.tsx'

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

type OpenDialog = { kind: 'create' } | { kind: 'rotate' | 'revoke'; id: ApiKey['id'] }

/** One's keys, and all that can be done with them. */
function ApiKeysSection() {
  const keys = useApiKeys()
  const { refresh, isListed } = useRereadKeys()
  const [openDialog, setOpenDialog] = useState<OpenDialog | null>(null)
  const close = () => setOpenDialog(null)

  const target =
    openDialog && 'id' in openDialog ? keys.data?.api_keys.find(({ id }) => id === openDialog.id) : undefined
  // A row that has just left the list is still in the page while its dialog closes.
  const finalFocus = () =>
    (target && isListed(target.id) && document.getElementById(keyMenuId(target.id))) || listHeading()
  const revoke = ({ id }: ApiKey) => {
    // It may have been used since: the question says when.
    refresh()
    setOpenDialog({ kind: 'revoke', id })
  }

  return (
    <Section
      id="keys"
      title="Your keys"
      description={
        <>
          Treat a key like a password: it acts for you.{' '}
          <a href={paths.explorer} className={textLink}>
            See what it can call
          </a>
        </>
      }
      action={
        keys.isPending ? (
          <KeysActionSkeleton />
        ) : (
          keys.data &&
          keys.data.total > 0 && (
            <Button onClick={() => setOpenDialog({ kind: 'create' })}>Create API key</Button>
          )
        )
      }
    >
      <WhenLoaded query={keys} what="your API keys" skeleton={<KeysSkeleton />}>
        {({ api_keys }) =>
          api_keys.length === 0 ? (
            <NoKeys onCreate={() => setOpenDialog({ kind: 'create' })} />
          ) : (
            <KeysList
              keys={api_keys}
              onRotate={({ id }) => setOpenDialog({ kind: 'rotate', id })}
              onRevoke={revoke}
            />
          )
        }
      </WhenLoaded>
      {openDialog?.kind === 'create' && keys.data && (
        <CreateKeyDialog keys={keys.data.api_keys} onClose={close} />
      )}
      {openDialog?.kind === 'rotate' && target && (
        <RotateKeyDialog apiKey={target} onClose={close} finalFocus={finalFocus} />
      )}
      {openDialog?.kind === 'revoke' && target && (
        <RevokeKeyDialog apiKey={target} onClose={close} finalFocus={finalFocus} />
      )}
    </Section>
  )
}
