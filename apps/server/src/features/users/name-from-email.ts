import { Name } from '@runsite/shared/users'

/** A name for who has given none: the part of the address before `@`, made to fit. */
export function nameFromEmail(email: string): string {
  return fittingName(email.slice(0, email.lastIndexOf('@'))) ?? 'Somebody'
}

/** A name that comes from elsewhere, cut to what a name may be; null where nothing is left of it. */
export function fittingName(text: string): string | null {
  const fitting = [
    ...text
      .replaceAll(/\p{Cc}/gu, '')
      .toWellFormed()
      .trim(),
  ]
    .slice(0, 100)
    .join('')
  return Name.safeParse(fitting).data ?? null
}
