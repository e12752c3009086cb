import { useState } from 'react'
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form'
import { refusalNote, refusedFields } from '../../api/refusal-message.ts'
import { useCountdown } from '../../ui/use-countdown.ts'

/**
 * A form that is checked when it is sent, then on leaving a field; that cannot be sent twice at once; and that
 * puts the fields a server refused beside its own errors.
 *
 * @param send rejects with what the server said
 * @param onRefused may put a refusal to a field; true where it did
 */
export function useEntryForm<Values extends FieldValues>(
  defaultValues: DefaultValues<Values>,
  send: (values: Values) => Promise<unknown>,
  onRefused?: (error: unknown, setError: (field: Path<Values>, message: string) => void) => boolean,
) {
  const form = useForm<Values>({ defaultValues, reValidateMode: 'onBlur' })
  const [refusal, setRefusal] = useState<unknown>(null)
  const note = refusal ? refusalNote(refusal) : null
  const secondsLeft = useCountdown(refusal, note?.retryAfterSeconds ?? null)
  const { errors, isSubmitting } = form.formState
  const names = Object.keys(form.getValues())

  const setError = (field: Path<Values>, message: string) =>
    form.setError(field, { type: 'server', message }, { shouldFocus: true })

  const submit = form.handleSubmit(async (values) => {
    if (isSubmitting || secondsLeft > 0) return
    setRefusal(null)
    try {
      await send(values)
    } catch (error) {
      const refused = refusedFields(error).filter(({ field }) => names.includes(field))
      for (const { field, message } of refused.toReversed()) setError(field as Path<Values>, message)
      if (refused.length === 0 && !onRefused?.(error, setError)) setRefusal(error)
    }
  })

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
    submit: (event: React.FormEvent) => {
      event.preventDefault()
      void submit()
    },
  }
}
