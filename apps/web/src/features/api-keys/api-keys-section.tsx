import type { ApiKey } from '@runsite/shared/api-keys'
import { useState } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { paths } from '../../app/paths.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { textLink } from '../../ui/text-link.ts'
import { CreateKeyDialog } from './create-key-dialog.tsx'
import { keyMenuId } from './key-row.tsx'
import { listHeading } from './key-shown-once.tsx'
import { KeysList } from './keys-list.tsx'
import { KeysActionShape, KeysShape } from './keys-shape.tsx'
import { NoKeys } from './no-keys.tsx'
import { RevokeKeyDialog } from './revoke-key-dialog.tsx'
import { RotateKeyDialog } from './rotate-key-dialog.tsx'
import { useApiKeys, useRereadKeys } from './use-api-keys.ts'

type Deed = { kind: 'create' } | { kind: 'rotate' | 'revoke'; id: ApiKey['id'] }

/** One's keys, and all that can be done with them. */
export function ApiKeysSection() {
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
