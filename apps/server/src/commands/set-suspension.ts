import { Email } from '@runsite/shared/users'
import { suspendAccount } from '../features/accounts/suspend-account.ts'
import { StartError } from '../start-error.ts'
import { runCommand } from './run-command.ts'

/** `pnpm account:suspend <email>` and `pnpm account:restore <email>`. */
await runCommand(async ({ db }, [action, address]) => {
  const email = Email.safeParse(address)
  if ((action !== 'suspend' && action !== 'restore') || !email.success) {
    throw new StartError('Say which account: pnpm account:suspend ada@example.com, or account:restore.')
  }
  const is_suspended = action === 'suspend'
  if (!(await suspendAccount(db, { email: email.data, is_suspended, at: new Date() }))) {
    throw new StartError(`No account has the address ${email.data}.`)
  }
  return `${email.data} is ${is_suspended ? 'suspended' : 'restored'}, on every running server.`
})
