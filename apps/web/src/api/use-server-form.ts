import { type FocusEvent, type FormEvent, useRef, useState } from 'react'
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form'
import { afterPress } from '../ui/after-press.ts'
import { useCountdown } from '../ui/use-countdown.ts'
import { refusalNote, refusedFields } from './refusal-message.ts'

/**
 * A form that is checked when it is sent, then on leaving a field; that cannot be sent twice at once; and that
 * puts what a server refused beside its fields, where it stays until they are changed.
 *
 * @param send rejects with what the server said
 * @param onRefused may put a refusal to a field; true where it did
 */
export function useServerForm<Values extends FieldValues>(
  defaultValues: DefaultValues<Values>,
  send: (values: Values) => Promise<unknown>,
  onRefused?: (error: unknown, setError: (field: Path<Values>, message: string) => void) => boolean,
) {
  const form = useForm<Values>({ defaultValues, reValidateMode: 'onSubmit' })
  const [refusal, setRefusal] = useState<unknown>(null)
  const refusedValues = useRef(new Map<string, unknown>())
  const note = refusal ? refusalNote(refusal) : null
  const secondsLeft = useCountdown(refusal, note?.retryAfterSeconds ?? null)
  const { errors, isSubmitting, submitCount } = form.formState
  const names = Object.keys(form.getValues()) as Path<Values>[]

  const setError = (field: Path<Values>, message: string) => {
    refusedValues.current.set(field, form.getValues(field))
    form.setError(field, { type: 'server', message }, { shouldFocus: true })
  }

  const submit = form.handleSubmit(async (values) => {
    setRefusal(null)
    refusedValues.current.clear()
    try {
      await send(values)
    } catch (error) {
      const refused = refusedFields(error)
      const ours = names.flatMap((name) => refused.find(({ field }) => field === name) ?? [])
      // The first field is the last to take focus.
      for (const { field, message } of ours.toReversed()) setError(field as Path<Values>, message)
      if (ours.length === 0 && !onRefused?.(error, setError)) setRefusal(error)
    }
  })

  const recheck = (name: Path<Values>) => {
    const isAsRefused = refusedValues.current.get(name) === form.getValues(name)
    if (submitCount > 0 && !isAsRefused) void form.trigger(name)
  }

  return {
    form,
    isSubmitting,
    isPaused: secondsLeft > 0,
    refusal: note && { message: note.message, requestId: note.requestId, secondsLeft },
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
        const name = names.find((field) => field === event.target.id)
        if (name) afterPress(() => recheck(name))
      },
    },
  }
}
