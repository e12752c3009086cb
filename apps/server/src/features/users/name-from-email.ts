import { Name } from '@runsite/shared/users'

/** A name for who has given none: the part of the address before `@`, made to fit. */
export function nameFromEmail(email: string): string {
  const local = email.slice(0, email.lastIndexOf('@'))
  const fitting = [...local.replaceAll(/\p{Cc}/gu, '').toWellFormed()].slice(0, 100).join('')
  const name = Name.safeParse(fitting)
  return name.success ? name.data : 'Somebody'
}
