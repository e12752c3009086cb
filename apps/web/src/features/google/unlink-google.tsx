import type { RefObject } from 'react'
import { hasCode, refusalNote } from '../../api/refusal-message.ts'
import { SignInAgain } from '../../parts/sign-in-again.tsx'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog, useConfirm } from '../../ui/confirm-dialog.tsx'
import { Notice, RefusalNote } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { useUnlinkGoogle } from './use-google-link.ts'

type UnlinkGoogleProps = {
  isLinked: boolean
  /** Takes focus once there is nothing to unlink any more. */
  heading: RefObject<HTMLHeadingElement | null>
}

/** Unlinks Google, having asked. */
export function UnlinkGoogle({ isLinked, heading }: UnlinkGoogleProps) {
  const unlinking = useUnlinkGoogle()
  const confirmation = useConfirm(unlinking.reset, heading)
  const confirm = () =>
    unlinking.mutate(undefined, {
      onSuccess: () => {
        confirmation.finish()
        showToast({ title: 'Google is unlinked.' })
      },
    })

  return (
    <>
      {isLinked && (
        <Button variant="secondary" onClick={confirmation.ask}>
          Unlink Google
        </Button>
      )}
      <ConfirmDialog
        {...confirmation.dialog}
        title="Unlink Google?"
        consequence="You can't sign in with Google any more, only with your email and password. You can link it again here."
        action="Unlink Google"
        isBusy={unlinking.isPending}
        onConfirm={confirm}
      >
        {unlinking.error && <WhyNot error={unlinking.error} onLeave={confirmation.close} />}
      </ConfirmDialog>
    </>
  )
}

function WhyNot({ error, onLeave }: { error: unknown; onLeave: () => void }) {
  if (hasCode(error, 'reauthentication_required')) return <SignInAgain purpose="unlink Google" />
  if (hasCode(error, 'last_sign_in_method')) return <SetPasswordFirst onLeave={onLeave} />
  return <RefusalNote {...refusalNote(error)} />
}

/** Where Google is the only way in: it stays until there is another. */
function SetPasswordFirst({ onLeave }: { onLeave: () => void }) {
  return (
    <Notice tone="bad">
      Set a password first, then unlink Google.{' '}
      <a
        href={`${paths.security}#password`}
        onClick={onLeave}
        className="inline-block py-1 font-medium underline underline-offset-2"
      >
        Set a password
      </a>
    </Notice>
  )
}
