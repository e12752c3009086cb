import type { ApiKey } from '@runsite/shared/api-keys'
import { refusalNote } from '../../api/refusal-message.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { relativeTime, useNow } from '../../ui/moment.ts'
import { RefusalNote } from '../../ui/notice.tsx'
import { isInUse, keyStart } from './key-state.ts'
import { useRevokeKey } from './use-api-keys.ts'

type RevokeKeyDialogProps = {
  apiKey: ApiKey
  onClose: () => void
  finalFocus: () => HTMLElement | null
}

/** Asks before a key is ended for good, and says what would be cut off. */
export function RevokeKeyDialog({ apiKey, onClose, finalFocus }: RevokeKeyDialogProps) {
  const revoke = useRevokeKey()
  const now = useNow()
  const lastUse = apiKey.last_used_at && relativeTime(apiKey.last_used_at, now)
  return (
    <ConfirmDialog
      isOpen
      title={`Revoke ${apiKey.name}?`}
      consequence={
        <div className="space-y-2">
          <p>
            Programs that use <code className="font-mono">{keyStart(apiKey)}</code> are refused at once. This
            can't be undone.
          </p>
          {isInUse(apiKey, now) ? (
            <p className="font-medium text-wait">Something used this key {lastUse}.</p>
          ) : (
            <p>{lastUse ? `Last used ${lastUse}.` : 'It was never used.'}</p>
          )}
        </div>
      }
      action="Revoke key"
      isBusy={revoke.isPending}
      onConfirm={() => revoke.mutate(apiKey.id, { onSuccess: onClose })}
      onCancel={onClose}
      finalFocus={finalFocus}
    >
      {revoke.isError && <RefusalNote {...refusalNote(revoke.error)} />}
    </ConfirmDialog>
  )
}
