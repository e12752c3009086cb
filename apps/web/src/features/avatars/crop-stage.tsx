import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import Cropper, { type Area } from 'react-easy-crop'
import 'react-easy-crop/react-easy-crop.css'
import { previewOf } from './crop-picture.ts'

const zoomAtMost = 4
const zoomStep = 0.1
const moveStepPixels = 8

type CropStageProps = {
  picture: ImageBitmap
  isPaused: boolean
  /** Hears the square, in hundredths of the picture. */
  onAreaChange: (area: Area) => void
  /** Hears of the element that the arrow keys move, once it is there. */
  onReady: (element: HTMLElement) => void
}

/** A picture under a round mask: moved by dragging or the arrow keys, zoomed by the wheel, + and −, or the slider. */
export function CropStage({ picture, isPaused, onAreaChange, onReady }: CropStageProps) {
  const url = usePreviewUrl(picture)
  const [crop, setCrop] = useState({ x: 0, y: 0 })
  const [zoom, setZoom] = useState(1)
  const kept = useRef<RefObject<HTMLElement | null> | null>(null)
  const isReady = useRef(false)
  const zoomTo = (next: number) => isPaused || setZoom(Math.min(zoomAtMost, Math.max(1, next)))

  const noteArea = (area: Area) => {
    onAreaChange(area)
    if (isReady.current || !kept.current?.current) return
    isReady.current = true
    onReady(kept.current.current)
  }
  const zoomByKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '+' || event.key === '=') zoomTo(zoom + zoomStep)
    if (event.key === '-' || event.key === '_') zoomTo(zoom - zoomStep)
  }

  return (
    // The keys work wherever the focus is, the slider included.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={zoomByKey} aria-busy={!url}>
      <div className="relative aspect-square max-h-[50dvh] w-full overflow-hidden rounded-lg bg-sunken outline-offset-2 outline-focus has-focus-visible:outline-2">
        {url && (
          <Cropper
            image={url}
            crop={crop}
            zoom={zoom}
            maxZoom={zoomAtMost}
            aspect={1}
            objectFit="cover"
            cropShape="round"
            showGrid={false}
            keyboardStep={moveStepPixels}
            onCropChange={(next) => isPaused || setCrop(next)}
            onZoomChange={zoomTo}
            onCropAreaChange={noteArea}
            setCropperRef={(ref) => (kept.current = ref)}
            disableAutomaticStylesInjection
            // The frame around shows the focus: what is within is cut off at its edge.
            classes={{ cropAreaClassName: 'outline-none!' }}
            cropperProps={{
              role: 'application',
              'aria-label': 'Part of the picture to keep',
              'aria-describedby': 'crop-keys',
            }}
          />
        )}
      </div>
      <p id="crop-keys" className="mt-3 text-sm text-muted">
        Drag to move, scroll or pinch to zoom. The arrow keys, + and − do the same.
      </p>
      <label className="mt-3 flex min-h-11 items-center gap-4 text-sm font-medium">
        Zoom
        <input
          type="range"
          min={1}
          max={zoomAtMost}
          step={0.01}
          value={zoom}
          aria-valuetext={`${Math.round(zoom * 100)} %`}
          onChange={({ target }) => zoomTo(target.valueAsNumber)}
          className="h-6 grow accent-primary"
        />
      </label>
    </div>
  )
}

/** An address of a copy that is small enough to move smoothly; null until it is drawn. */
function usePreviewUrl(picture: ImageBitmap): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let isGone = false
    void previewOf(picture).then((preview) => {
      if (isGone) return
      made = URL.createObjectURL(preview)
      setUrl(made)
    })
    return () => {
      isGone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [picture])
  return url
}
