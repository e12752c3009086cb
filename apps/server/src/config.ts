import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { inPlainWords } from './plain-words.ts'
import { StartError } from './start-error.ts'

const seconds = (fallback: number) => z.coerce.number().int().min(1).max(31_536_000).default(fallback)

const origin = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address', abort: true })
  .refine((text) => new URL(text).pathname === '/' && !/[?#]/.test(text), 'must have no path')
  .transform((text) => new URL(text).origin)

const isLoopback = (hostname: string) => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)

const issuer = z
  .url({ protocol: /^https?$/, error: 'must be an https address', abort: true })
  .refine((text) => !/[?#]/.test(text), 'must have no query')
  .refine((text) => {
    const { protocol, hostname } = new URL(text)
    return protocol === 'https:' || isLoopback(hostname)
  }, 'must be https, but for a loopback address')

// A display name and an address, such as `Runsite <no-reply@example.com>`, or the address alone.
const mailbox = z
  .string()
  .regex(
    /^(?:[^<>\p{Cc}]*<[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+>|[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+)$/u,
    'must be like Runsite <no-reply@example.com>',
  )
  .transform((text) => {
    const [, name = '', address = text] = /^([^<]*)<(.*)>$/.exec(text) ?? []
    return { name: name.trim().replace(/^"(.*)"$/, '$1'), address }
  })

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: origin.optional(),
  WEB_URL: origin.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  DATA_DIR: z.string().default('.data'),
  AUTH_SECRET: z
    .string()
    .refine(
      (text) => Buffer.byteLength(text) >= 32,
      'must have 32 bytes or more, such as `openssl rand -base64 32` makes',
    )
    .optional(),
  ACCESS_TOKEN_SECONDS: seconds(1800),
  REFRESH_TOKEN_SECONDS: seconds(604_800),
  SESSION_SECONDS: seconds(2_592_000),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine(
      (parts) => parts.every((part) => isIP(part.split('/')[0] ?? '')),
      'must be addresses or networks, with commas',
    ),
  METRICS_TOKEN: z
    .string()
    .regex(
      /^[\w\-.~+/]{32,}=*$/,
      'must have 32 characters or more that a Bearer header can hold, such as `openssl rand -hex 32` makes',
    )
    .optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  GOOGLE_ISSUER: issuer.default('https://accounts.google.com'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must start with smtp:// or smtps://' }).optional(),
  MAIL_FROM: mailbox.default({ name: 'Runsite', address: 'no-reply@localhost' }),
  MAIL_OUTBOX: z.string().optional(),
  RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  REGISTRATION: z.enum(['open', 'closed']).default('open'),
  GOOGLE_STAND_IN: z.enum(['on', 'off']).default('on'),
  NODE_ENV: z.string().default('development'),
})

/** Every environment variable that `readConfig` reads. `.env.example` has the same. */
export const settingNames = Object.keys(Environment.shape)

/** How this server is known at Google, or at another OpenID Connect issuer. */
export type GoogleConfig = {
  issuer: string
  client_id: string
  client_secret: string
  /** It is the development's own, with made-up people: pages say so. */
  is_stand_in: boolean
}

/** The settings, as the design's table has them. Lifetimes are seconds; addresses are origins without a slash. */
export type Config = Readonly<{
  port: number
  host: string
  public_url: string
  web_url: string
  /** Null: the embedded Postgres in `data_dir`. */
  database_url: string | null
  data_dir: string
  /** Null until the embedded database's folder has given one. */
  auth_secret: string | null
  access_token_seconds: number
  refresh_token_seconds: number
  session_seconds: number
  trusted_proxies: readonly string[]
  /** Null: `/metrics` answers this machine alone. */
  metrics_token: string | null
  log_level: string
  /** Null: nobody signs in with Google. */
  google: GoogleConfig | null
  /** Null: letters are written into `mail_outbox`. */
  smtp_url: string | null
  mail_from: { name: string; address: string }
  mail_outbox: string
  /** `off` for load tests: nothing is counted. */
  rate_limits: 'on' | 'off'
  registration: 'open' | 'closed'
  /** `off`: no stand-in for Google. `on` lets it run only where `mayStandIn` finds it safe. */
  google_stand_in: 'on' | 'off'
  /** `NODE_ENV` is set, and to neither `development` nor `test`. */
  is_production: boolean
  /** The public address is https: cookies are `Secure` and HSTS is sent. */
  is_https: boolean
}>

/**
 * Reads the settings from the environment.
 *
 * @param root what a relative `DATA_DIR` is relative to
 * @throws StartError naming every problem at once
 */
export function readConfig(environment: Record<string, string | undefined>, root: string): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = Environment.safeParse(set, { error: inPlainWords })
  const problems = read.success
    ? []
    : read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  if (set['DATABASE_URL'] && !set['AUTH_SECRET']) {
    problems.push('AUTH_SECRET is required with DATABASE_URL: 32 bytes or more, the same for every instance')
  }
  if (Boolean(set['GOOGLE_CLIENT_ID']) !== Boolean(set['GOOGLE_CLIENT_SECRET'])) {
    problems.push('GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are needed together: set both, or neither')
  }
  if (!read.success || problems.length > 0) {
    throw new StartError(`The settings cannot be used: ${problems.join('; ')}.`)
  }
  const env = read.data
  const data_dir = resolve(root, env.DATA_DIR)
  const public_url = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`
  return Object.freeze({
    port: env.PORT,
    host: env.HOST,
    public_url,
    web_url: env.WEB_URL ?? public_url,
    database_url: env.DATABASE_URL ?? null,
    data_dir,
    auth_secret: env.AUTH_SECRET ?? null,
    access_token_seconds: env.ACCESS_TOKEN_SECONDS,
    refresh_token_seconds: env.REFRESH_TOKEN_SECONDS,
    session_seconds: env.SESSION_SECONDS,
    trusted_proxies: env.TRUSTED_PROXIES,
    metrics_token: env.METRICS_TOKEN ?? null,
    log_level: env.LOG_LEVEL,
    google:
      env.GOOGLE_CLIENT_ID !== undefined && env.GOOGLE_CLIENT_SECRET !== undefined
        ? {
            issuer: env.GOOGLE_ISSUER,
            client_id: env.GOOGLE_CLIENT_ID,
            client_secret: env.GOOGLE_CLIENT_SECRET,
            is_stand_in: false,
          }
        : null,
    smtp_url: env.SMTP_URL ?? null,
    mail_from: env.MAIL_FROM,
    mail_outbox: env.MAIL_OUTBOX ? resolve(root, env.MAIL_OUTBOX) : join(data_dir, 'mail'),
    rate_limits: env.RATE_LIMITS,
    registration: env.REGISTRATION,
    google_stand_in: env.GOOGLE_STAND_IN,
    is_production: !['development', 'test'].includes(env.NODE_ENV),
    is_https: public_url.startsWith('https:'),
  })
}
