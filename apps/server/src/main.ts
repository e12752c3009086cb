import { fileURLToPath } from 'node:url'
import { type Logger, pino } from 'pino'
import { createApp } from './app.ts'
import { readConfig } from './config.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase } from './db/open-database.ts'
import { openHashThread } from './features/passwords/hash-thread.ts'
import { keepAssets } from './http/web-app/kept-assets.ts'
import { openServices } from './services.ts'
import { withStandIn } from './stand-in/with-stand-in.ts'
import { reasonOf, StartError } from './start-error.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Starts the server, and ends it on a signal: stop accepting, finish, write what is collected, close. */
async function main(): Promise<void> {
  const settings = readConfig(process.env, root)
  const log = pino({
    level: settings.log_level,
    redact: [
      'req.headers.authorization',
      'req.headers.cookie',
      '*.password',
      '*.refresh_token',
      '*.access_token',
      '*.plaintext_key',
      '*.metrics_token',
    ],
  })
  const say = (line: string) => process.stdout.write(`${line}\n`)

  // Only the reason: an error of the HTTP parser carries the whole request, cookies included.
  const standIn = await withStandIn(settings, (error) =>
    log.warn({ reason: reasonOf(error) }, 'a fault in the stand-in for Google'),
  )
  const { config } = standIn

  if (config.database_url === null) say(`Starting the embedded Postgres in ${config.data_dir} …`)
  // Closed in the opposite order, on a signal as after a fault half-way.
  const opened = new AsyncDisposableStack()
  opened.defer(() => standIn.close())
  let isStopping = false
  try {
    const { database_url, data_dir } = config
    const database = await openDatabase({
      database_url,
      data_dir,
      // A Postgres that is being stopped complains of every connection that it ends.
      log: (line) => logDatabase(log, line, isStopping ? 'debug' : 'warn'),
    })
    opened.defer(() => database.close())
    say('Bringing the database up to date …')
    await migrate(database.db)
    const { db, connection_string, pool_load } = database
    const hash_thread = openHashThread()
    opened.defer(() => hash_thread.close())
    const world = { config, db, connection_string, pool_load, hash_thread, log }
    const { services, close } = await openServices(world)
    opened.defer(close)
    await keepAssets(config.data_dir, services.now()).catch((error: unknown) =>
      log.warn(
        { reason: reasonOf(error) },
        'pages that are open during the next deployment will have to reload',
      ),
    )
    const app = await createApp(services)
    opened.defer(() => app.close())
    await app.listen({ port: config.port, host: config.host }).catch((error: NodeJS.ErrnoException) => {
      throw toStartError(error, config.port, config.host)
    })
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
  say(
    [
      '',
      'Runsite auth is ready.',
      `  Web app   ${config.web_url}`,
      `  REST      ${config.public_url}/api`,
      `  tRPC      ${config.public_url}/trpc`,
      `  Explorer  ${config.public_url}/docs`,
      ...(config.smtp_url === null ? [`  Mail      is not sent but kept in ${config.mail_outbox}`] : []),
      ...(config.google?.is_stand_in
        ? [`  Google    a stand-in at ${config.google.issuer}, with people to choose from`]
        : []),
      '',
    ].join('\n'),
  )
  if (config.rate_limits === 'off') say('RATE_LIMITS=off: nothing limits guessing. Only for load tests.\n')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isStopping = true
      opened.disposeAsync().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error(error, 'the server did not stop cleanly')
          process.exit(1)
        },
      )
    })
  }
}

/** Postgres calls what needs nobody's attention `LOG`. */
function logDatabase(log: Logger, line: string, level: 'debug' | 'warn'): void {
  log[/ LOG: /.test(line) ? 'debug' : level](line)
}

function toStartError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port} is taken by another program. Stop that, or choose another with PORT=3001.`,
    )
  }
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} needs more rights. Choose one above 1023 with PORT.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new StartError(`HOST=${host} is not an address of this machine.`)
  }
  return error
}

main().catch((error: unknown) => {
  const text =
    error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error)
  process.stderr.write(`${text}\n`)
  process.exit(1)
})
