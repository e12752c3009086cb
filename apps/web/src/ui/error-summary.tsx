/** Above a form with more than one thing to mend: each links to its field. */
export function ErrorSummary({ errors }: { errors: { field: string; message: string }[] }) {
  if (errors.length < 2) return null
  return (
    <div role="alert" className="rounded-lg border border-bad-line bg-bad-surface px-4 py-3 text-sm text-bad">
      <p className="font-medium">{errors.length} things need another look</p>
      <ul className="mt-1 list-disc pl-5">
        {errors.map(({ field, message }) => (
          <li key={field}>
            <a
              href={`#${field}`}
              className="inline-block py-3 underline underline-offset-2 sm:py-1"
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(field)?.focus()
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
