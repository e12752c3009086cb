import { useState } from 'react'
import { readPicture, UnusableFile } from './read-picture.ts'

const loadCropDialog = () => import('./crop-dialog.tsx')

type Crop = Awaited<ReturnType<typeof loadCropDialog>> & { picture: ImageBitmap }

/** Takes a chosen file as far as the dialog that crops it, which is loaded only now. */
export function useChosenPicture() {
  const [crop, setCrop] = useState<Crop | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isReading, setReading] = useState(false)

  const open = async (file: File) => {
    setProblem(null)
    setReading(true)
    try {
      const [picture, { CropDialog }] = await Promise.all([readPicture(file), loadCropDialog()])
      setCrop({ picture, CropDialog })
    } catch (error) {
      const isFile = error instanceof UnusableFile
      setProblem(isFile ? error.message : 'The cropping tool could not be loaded. Check your connection.')
    } finally {
      setReading(false)
    }
  }

  return {
    crop,
    /** Why the last file cannot be used. */
    problem,
    isReading,
    choose: (file: File | undefined) => {
      if (file && !isReading) void open(file)
    },
    close: () => {
      crop?.picture.close()
      setCrop(null)
    },
  }
}
