import { Link, useLocation } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { PageHeading } from '../ui/page-heading.tsx'

/** Where there is nothing. */
export function NotFoundPage() {
  const { pathname } = useLocation()
  return (
    <>
      <p className="mb-2 text-sm font-medium text-muted">404</p>
      <PageHeading title="Page not found" />
      <p className="mt-3 text-muted">There's no page at {pathname}.</p>
      <p className="mt-6">
        <Link to={paths.home} className={buttonClass()}>
          Go to the start
        </Link>
      </p>
    </>
  )
}
