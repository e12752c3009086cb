import { Link } from '@tanstack/react-router'
import { paths } from '../app/paths.ts'
import { textLink } from '../ui/text-link.ts'

/** The last line of a page that one may have come to by mistake. */
export function BackToSignIn() {
  return (
    <p className="mt-6 text-sm">
      <Link to={paths.signIn} className={textLink}>
        Back to sign in
      </Link>
    </p>
  )
}
