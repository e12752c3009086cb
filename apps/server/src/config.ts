import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { StartError } from './start-error.ts'

const seconds = (fallback: number) => z.coerce.number().int().min(1).max(31_536_000).default(fallback)

const origin = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address', abort: true })
  .refine((text) => new URL(text).pathname === '/' && !/[?#]/.test(text), 'must have no path')
  .transform((text) => new URL(text).origin)

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
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must start with smtp:// or smtps://' }).optional(),
  MAIL_FROM: mailbox.default({ name: 'Runsite', address: 'no-reply@localhost' }),
  MAIL_OUTBOX: z.string().optional(),
  RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  REGISTRATION: z.enum(['open', 'closed']).default('open'),
})

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
  /** Null: letters are written into `mail_outbox`. */
  smtp_url: string | null
  mail_from: { name: string; address: string }
  mail_outbox: string
  /** `off` for load tests: nothing is counted. */
  rate_limits: 'on' | 'off'
  registration: 'open' | 'closed'
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
  const read = Environment.safeParse(set)
  const problems = read.success
    ? []
    : read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  if (set['DATABASE_URL'] && !set['AUTH_SECRET']) {
    problems.push('AUTH_SECRET is required with DATABASE_URL: 32 bytes or more, the same for every instance')
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
    smtp_url: env.SMTP_URL ?? null,
    mail_from: env.MAIL_FROM,
    mail_outbox: env.MAIL_OUTBOX ? resolve(root, env.MAIL_OUTBOX) : join(data_dir, 'mail'),
    rate_limits: env.RATE_LIMITS,
    registration: env.REGISTRATION,
    is_https: public_url.startsWith('https:'),
  })
}
