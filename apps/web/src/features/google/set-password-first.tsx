import { paths } from '../../app/paths.ts'
import { Notice } from '../../ui/notice.tsx'

/** Where Google is the only way in: it stays until there is another. */
export function SetPasswordFirst({ onLeave }: { onLeave: () => void }) {
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
