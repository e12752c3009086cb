import { type FocusEvent, type FormEvent, useRef, useState } from 'react'
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type Resolver,
  useForm,
  type UseFormReturn,
} from 'react-hook-form'
import { refusalNote, refusedFields } from '../api/refusal-message.ts'
import { useCountdown } from '../ui/countdown.ts'

/** What a form hands to those who send it and deal with refusals. */
type ServerForm<Values extends FieldValues> = UseFormReturn<Values> & {
  /** Puts a refusal beside a field, until the field is changed. */
  refuse: (field: Path<Values>, message: string) => void
}

type ServerFormOptions<Values extends FieldValues> = {
  /** May put a refusal to a field; true where it did. */
  onRefused?: (error: unknown, form: ServerForm<Values>) => boolean
  /** Checks the form by a schema; else each field is checked by what it is registered with. */
  rules?: Resolver<Values>
}

/**
 * A form that is checked when it is sent, then on leaving a field; that cannot be sent twice at once; and that
 * puts what a server refused beside its fields, where it stays until they are changed.
 *
 * @param send rejects with what the server said
 */
export function useServerForm<Values extends FieldValues>(
  defaultValues: DefaultValues<Values>,
  send: (values: Values, form: ServerForm<Values>) => Promise<unknown>,
  { onRefused, rules }: ServerFormOptions<Values> = {},
) {
  const form = useForm<Values>({
    defaultValues,
    reValidateMode: 'onSubmit',
    ...(rules && { resolver: rules }),
  })
  const [refusal, setRefusal] = useState<ReturnType<typeof refusalNote> | null>(null)
  const [secondsLeft, countDown] = useCountdown()
  const refusedValues = useRef(new Map<string, unknown>())
  const { errors, isSubmitting, submitCount } = form.formState
  const names = Object.keys(form.getValues()) as Path<Values>[]

  const refuse = (field: Path<Values>, message: string) => {
    refusedValues.current.set(field, form.getValues(field))
    form.setError(field, { type: 'server', message }, { shouldFocus: true })
  }

  const showRefusal = (error: unknown) => {
    const refused = refusedFields(error)
    const ours = names.flatMap((name) => refused.find(({ field }) => field === name) ?? [])
    // The first field is the last to take focus.
    for (const { field, message } of ours.toReversed()) refuse(field as Path<Values>, message)
    if (ours.length > 0 || onRefused?.(error, { ...form, refuse })) return
    const note = refusalNote(error)
    setRefusal(note)
    countDown(note.retryAfterSeconds ?? 0)
  }

  const submit = () =>
    form.handleSubmit(async (values) => {
      setRefusal(null)
      refusedValues.current.clear()
      await send(values, { ...form, refuse }).catch(showRefusal)
    })()

  const recheck = (name: Path<Values>) => {
    const isAsRefused = refusedValues.current.get(name) === form.getValues(name)
    if (submitCount > 0 && !isAsRefused) void form.trigger(name)
  }

  return {
    form,
    isSubmitting,
    isPaused: secondsLeft > 0,
    refusal: refusal && {
      message: refusal.message,
      requestId: refusal.requestId,
      secondsLeft,
      hasWaited: refusal.retryAfterSeconds !== null && secondsLeft === 0,
    },
    /** What is wrong with a field. */
    errorOf: (field: Path<Values>) => errors[field]?.message as string | undefined,
    /** All that is wrong, in the order of the form. */
    listed: names.flatMap((field) => {
      const message = errors[field]?.message
      return typeof message === 'string' ? [{ field, message }] : []
    }),
    /** For the `<form>`. */
    handlers: {
      noValidate: true,
      onSubmit: (event: FormEvent) => {
        event.preventDefault()
        if (!isSubmitting && secondsLeft === 0) void submit()
      },
      onBlur: (event: FocusEvent) => {
        const name = names.find((field) => field === event.target.getAttribute('name'))
        if (name) afterPointerUp(() => recheck(name))
      },
    },
  }
}

let isPressed = false

document.addEventListener('pointerdown', () => (isPressed = true), true)
document.addEventListener('pointerup', () => (isPressed = false), true)
document.addEventListener('pointercancel', () => (isPressed = false), true)

/**
 * Acts now, or where a button or finger is down, once it is up and its click is done.
 *
 * An error that appears or goes as a field loses focus moves what is below it: away from under the pointer
 * that is just pressing it.
 */
function afterPointerUp(act: () => void): void {
  if (!isPressed) return act()
  const done = new AbortController()
  const release = () => {
    done.abort()
    setTimeout(act)
  }
  document.addEventListener('pointerup', release, { signal: done.signal })
  document.addEventListener('pointercancel', release, { signal: done.signal })
}
