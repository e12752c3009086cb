const reasons: Record<string, string> = {
  signed_out: 'You signed out.',
  signed_out_elsewhere: 'You signed out in another tab.',
  session_revoked: 'This session was signed out from another device.',
  account_deleted: 'Your account was deleted.',
  reauthentication_required: 'Sign in again to go on.',
  account_suspended: 'This account is suspended. Ask whoever runs this server.',
  password_changed: 'Your password was changed. Every device was signed out.',
  verify_email: 'Sign in to verify your email address. It goes on by itself then.',
}

/** Says on the sign-in page why one is there. */
export function endedReason(reason: string): string {
  return (Object.hasOwn(reasons, reason) && reasons[reason]) || 'Your session ended. Sign in again.'
}
