import type { User } from '@runsite/shared/users'
import type { Config } from '../../config.ts'
import type { Account } from './users.store.ts'

/** An account as its owner sees it. Its picture's address is absolute, at the public address. */
export function toUser(account: Account, { public_url }: Pick<Config, 'public_url'>): User {
  const { avatar_id, created_at, updated_at } = account
  return {
    id: account.id,
    email: account.email,
    email_verified: account.email_verified,
    name: account.name,
    avatar_url: avatar_id && `${public_url}/api/avatars/${avatar_id}.webp`,
    has_password: account.password_hash !== null,
    has_google: account.has_google,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  }
}
