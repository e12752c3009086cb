import { Link, useSearch } from '@tanstack/react-router'
import { paths } from '../app/paths.ts'
import { GoogleChoice } from '../features/google/google-choice.tsx'
import { SignUpForm } from '../features/passwords/sign-up-form.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { textLink } from '../ui/text-link.ts'

/** Opening an account. */
export function SignUpPage() {
  const { next } = useSearch({ from: '/entry' })
  return (
    <>
      <PageHeading title="Create an account">Create your account</PageHeading>
      <div className="mt-6 space-y-5">
        <GoogleChoice next={next} />
        <SignUpForm />
      </div>
      <p className="mt-6 text-sm text-muted">
        Have an account?{' '}
        <Link to={paths.signIn} search={next ? { next } : {}} className={textLink}>
          Sign in
        </Link>
      </p>
    </>
  )
}
