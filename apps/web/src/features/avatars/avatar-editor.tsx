import type { User } from '@runsite/shared/users'
import { Pencil } from 'lucide-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { refusalNote } from '../../api/refusal-message.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice, RefusalNote } from '../../ui/notice.tsx'
import { acceptedTypes } from './read-picture.ts'
import { useRemoveAvatar } from './use-avatar.ts'
import { useChosenPicture } from './use-chosen-picture.ts'

/** One's picture, with the ways to change it: pressed, by a button, or by a file dropped on it. */
export function AvatarEditor({ user, children }: { user: User; children: ReactNode }) {
  const input = useRef<HTMLInputElement>(null)
  const pictureButton = useRef<HTMLButtonElement>(null)
  const chosen = useChosenPicture()
  const removal = useRemoveAvatar()
  const drop = useDrop(chosen.choose)
  const pick = () => {
    removal.reset()
    input.current?.click()
  }

  return (
    <section
      aria-label="Your account"
      data-slot="section"
      {...drop.handlers}
      className={`rounded-xl border bg-surface shadow-card ${drop.isOver ? 'border-focus outline-2 outline-offset-2 outline-focus outline-dashed' : 'border-line'}`}
    >
      <div className="flex flex-wrap items-center gap-5 p-5 sm:p-6">
        <button
          ref={pictureButton}
          type="button"
          aria-label="Change picture"
          onClick={pick}
          className="relative shrink-0 rounded-full"
        >
          <Avatar name={user.name} seed={user.id} url={user.avatar_url} size={80} />
          <span className="absolute right-0 bottom-0 grid size-7 place-items-center rounded-full border border-line bg-surface text-muted shadow-card">
            <Pencil className="size-3.5" aria-hidden="true" />
          </span>
        </button>
        {children}
      </div>
      {(chosen.problem || removal.error) && (
        <div className="px-5 pb-5 sm:px-6">
          {chosen.problem && <Notice tone="bad">{chosen.problem}</Notice>}
          {removal.error && <RefusalNote {...refusalNote(removal.error)} />}
        </div>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-3 sm:px-6">
        <p className="text-sm text-muted">
          {drop.isOver ? 'Drop the picture here.' : 'Up to 5 MB. Square works best.'}
        </p>
        <div className="flex gap-3">
          <Button variant="secondary" isBusy={chosen.isReading} onClick={pick}>
            Upload
          </Button>
          {user.avatar_url && (
            <Button
              variant="secondary"
              onClick={() => {
                removal.mutate(user.avatar_url ?? '')
                // The button goes with the picture.
                pictureButton.current?.focus()
              }}
            >
              Remove
            </Button>
          )}
        </div>
      </div>
      <input
        ref={input}
        type="file"
        accept={acceptedTypes}
        aria-label="Picture file"
        hidden
        onChange={({ target }) => {
          chosen.choose(target.files?.[0])
          // The same file can be chosen again.
          target.value = ''
        }}
      />
      {chosen.crop && (
        <chosen.crop.CropDialog
          picture={chosen.crop.picture}
          onClose={chosen.close}
          finalFocus={pictureButton}
        />
      )}
    </section>
  )
}

/** Takes a file that is dropped, and tells whether one hovers. */
function useDrop(take: (file: File | undefined) => void) {
  const [isOver, setOver] = useState(false)
  const hasFile = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!hasFile(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setOver(true)
      },
      onDragLeave: (event: DragEvent) => {
        const isInside =
          event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)
        if (!isInside) setOver(false)
      },
      onDrop: (event: DragEvent) => {
        if (!hasFile(event)) return
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files[0])
      },
    },
  }
}
