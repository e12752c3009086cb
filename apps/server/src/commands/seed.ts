import { pino } from 'pino'
import { openHashThread } from '../features/passwords/hash-thread.ts'
import { maySeed } from '../seed/may-seed.ts'
import { describePeople, seedPeople } from '../seed/seed-people.ts'
import { hasUsers } from '../seed/seed.store.ts'
import { openServices } from '../services.ts'
import { StartError } from '../start-error.ts'
import { runCommand } from './run-command.ts'

/**
 * `pnpm seed`: people to sign in as, on a machine of one's own. With the word `on-empty`, as `pnpm dev` runs it: only
 * where nobody has an account, and nothing at all on another machine.
 */
await runCommand(
  async (world, [when]) => {
    await using opened = new AsyncDisposableStack()
    const hash_thread = openHashThread()
    opened.defer(() => hash_thread.close())
    const { services, close } = await openServices({ ...world, hash_thread, log: pino({ level: 'warn' }) })
    opened.defer(close)

    const isAsked = when !== 'on-empty' || !(await hasUsers(world.db))
    const made = isAsked ? await seedPeople(services) : 0
    const said = made > 0 ? `Made ${made} people.` : 'Everybody is there already.'
    return [...(isAsked ? [said] : []), await describePeople(services)].join('\n')
  },
  (config, [when]) => {
    if (maySeed(config)) return true
    if (when === 'on-empty') return false
    throw new StartError(
      'There are no people for this server: everybody knows their passwords, and its settings do not say that it is on a machine of your own.',
    )
  },
)
