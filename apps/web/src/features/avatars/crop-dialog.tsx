import { Progress } from '@base-ui/react/progress'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Area } from 'react-easy-crop'
import { refusalNote } from '../../api/refusal-message.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { RefusalNote } from '../../ui/notice.tsx'
import { cropPicture } from './crop-picture.ts'
import { CropStage } from './crop-stage.tsx'
import { useUploadAvatar } from './use-avatar.ts'

type CropDialogProps = {
  picture: ImageBitmap
  onClose: () => void
  finalFocus: RefObject<HTMLElement | null>
}

/** Chooses the square of a picture, and uploads it. Cancelling the upload comes back to the square. */
export function CropDialog({ picture, onClose, finalFocus }: CropDialogProps) {
  const area = useRef<Area | null>(null)
  const movable = useRef<HTMLElement | null>(null)
  const running = useRef<AbortController | null>(null)
  const [share, setShare] = useState<number | null>(null)
  const [outcome, setOutcome] = useState<'cancelled' | { error: unknown } | null>(null)
  const upload = useUploadAvatar()
  const isUploading = share !== null
  const hasFailed = outcome !== null && outcome !== 'cancelled'
  useEffect(() => () => running.current?.abort(), [])

  const save = async () => {
    if (!area.current || isUploading) return
    const { signal } = (running.current = new AbortController())
    setShare(0)
    setOutcome(null)
    try {
      await upload(await cropPicture(picture, area.current), { signal, onProgress: setShare })
      onClose()
    } catch (error) {
      setOutcome(signal.aborted ? 'cancelled' : { error })
    } finally {
      setShare(null)
    }
  }
  const cancel = () => {
    if (isUploading) running.current?.abort()
    else onClose()
  }

  return (
    <Dialog
      isOpen
      onClose={cancel}
      title="Crop your picture"
      // The picture may be drawn before the dialog is open, or after: then `onReady` moves the focus.
      initialFocus={() => movable.current ?? true}
      finalFocus={finalFocus}
    >
      <CropStage
        picture={picture}
        isPaused={isUploading}
        onAreaChange={(next) => (area.current = next)}
        onReady={(element) => {
          movable.current = element
          element.focus()
        }}
      />
      <div className="mt-5 space-y-4">
        {hasFailed && <RefusalNote {...refusalNote(outcome.error)} />}
        {isUploading && <ProgressBar label="Uploading your picture" share={share} />}
        <p role="status" className="text-sm text-muted empty:sr-only">
          {isUploading && 'Uploading…'}
          {outcome === 'cancelled' && 'Upload cancelled.'}
        </p>
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={cancel}>
            {isUploading ? 'Cancel upload' : 'Cancel'}
          </Button>
          <Button isBusy={isUploading} onClick={() => void save()}>
            {hasFailed ? 'Try again' : 'Save picture'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

/** How far something is, in a bar and in figures. */
function ProgressBar({ label, share }: { label: string; share: number }) {
  const percent = Math.round(share * 100)
  return (
    <Progress.Root value={percent} aria-label={label} className="flex items-center gap-3 text-sm">
      <Progress.Track className="h-1.5 grow overflow-hidden rounded-full bg-sunken forced-colors:border">
        <Progress.Indicator className="rounded-full bg-primary transition-[width] duration-200 forced-colors:bg-[Highlight]" />
      </Progress.Track>
      <span aria-hidden="true" className="w-11 text-right text-muted tabular-nums">
        {percent} %
      </span>
    </Progress.Root>
  )
}
