import { Button } from '../../ui/button.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { useArrivalFocus } from '../../ui/use-arrival-focus.ts'
import { FullPage } from './full-page.tsx'

type CantReachProps = { secondsLeft: number; isTrying: boolean; tryNow: () => void }

/** In the place of the account while the server does not answer. It tries again by itself. */
export function CantReach({ secondsLeft, isTrying, tryNow }: CantReachProps) {
  useArrivalFocus()
  return (
    <FullPage>
      <PageHeading title={`Can't reach ${window.location.host}`} />
      <p className="mt-3 text-muted">
        You're still signed in. This page goes on by itself once the server answers.
      </p>
      <p className="mt-3 mb-6 text-sm text-muted">
        <span aria-hidden="true">
          {isTrying || secondsLeft === 0 ? 'Trying again…' : `Trying again in ${secondsLeft} s.`}
        </span>
        <span className="sr-only">It tries again every few seconds.</span>
      </p>
      <p>
        <Button isBusy={isTrying} onClick={() => isTrying || tryNow()}>
          Retry now
        </Button>
      </p>
    </FullPage>
  )
}
