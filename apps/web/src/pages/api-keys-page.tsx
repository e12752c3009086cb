import type { ApiKey } from '@runsite/shared/api-keys'
import { useState } from 'react'
import { CreateKeyDialog } from '../features/api-keys/create-key-dialog.tsx'
import { listHeading } from '../features/api-keys/key-shown-once.tsx'
import { KeysActionShape, KeysList, KeysShape, NoKeys } from '../features/api-keys/keys-list.tsx'
import { keyMenuId } from '../features/api-keys/keys-table.tsx'
import { RevokeKeyDialog } from '../features/api-keys/revoke-key-dialog.tsx'
import { RotateKeyDialog } from '../features/api-keys/rotate-key-dialog.tsx'
import { useApiKeys, useRereadKeys } from '../features/api-keys/use-api-keys.ts'
import { Loaded } from '../parts/when-loaded.tsx'
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

type Deed = { kind: 'create' } | { kind: 'rotate' | 'revoke'; id: ApiKey['id'] }

/** One's keys, and all that can be done with them. */
function ApiKeysSection() {
  const keys = useApiKeys()
  const { refresh, isListed } = useRereadKeys()
  const [deed, setDeed] = useState<Deed | null>(null)
  const close = () => setDeed(null)

  const target = deed && 'id' in deed ? keys.data?.api_keys.find(({ id }) => id === deed.id) : undefined
  // A row that has just left the list is still in the page while its dialog closes.
  const finalFocus = () =>
    (target && isListed(target.id) && document.getElementById(keyMenuId(target.id))) || listHeading()
  const revoke = ({ id }: ApiKey) => {
    // It may have been used since: the question says when.
    refresh()
    setDeed({ kind: 'revoke', id })
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
          <KeysActionShape />
        ) : (
          keys.data &&
          keys.data.total > 0 && <Button onClick={() => setDeed({ kind: 'create' })}>Create API key</Button>
        )
      }
    >
      <Loaded query={keys} what="your API keys" shape={<KeysShape />}>
        {({ api_keys }) =>
          api_keys.length === 0 ? (
            <NoKeys onCreate={() => setDeed({ kind: 'create' })} />
          ) : (
            <KeysList
              keys={api_keys}
              onRotate={({ id }) => setDeed({ kind: 'rotate', id })}
              onRevoke={revoke}
            />
          )
        }
      </Loaded>
      {deed?.kind === 'create' && keys.data && <CreateKeyDialog keys={keys.data.api_keys} onClose={close} />}
      {deed?.kind === 'rotate' && target && (
        <RotateKeyDialog apiKey={target} onClose={close} finalFocus={finalFocus} />
      )}
      {deed?.kind === 'revoke' && target && (
        <RevokeKeyDialog apiKey={target} onClose={close} finalFocus={finalFocus} />
      )}
    </Section>
  )
}
