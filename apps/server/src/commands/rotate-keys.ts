import { authSecret } from '../crypto/auth-secret.ts'
import { ensureSigningKeys, rotateSigningKeys, sealingKey } from '../features/sessions/signing-keys.ts'
import { runCommand } from './run-command.ts'

/** `pnpm keys:rotate`: a new key signs from now on, and nobody is logged out. */
await runCommand(async ({ config, db }) => {
  const key = sealingKey(await authSecret(config))
  await ensureSigningKeys(db, key, new Date())
  const kid = await rotateSigningKeys(db, key, config, new Date())
  return `Access tokens are signed with key ${kid} from now on (within 30 seconds on running servers).`
})
