import path from 'node:path'
import { z } from 'zod'
import { Failure } from './failure.ts'

const yesNo = z
  .enum(['yes', 'no', 'true', 'false', '1', '0'])
  .transform((value) => value === 'yes' || value === 'true' || value === '1')

/** Every option, its default and the reason for it. Each is read from the environment as `MAINSOURCE_NAME`. */
const options = {
  /** Where everything is kept when no DATABASE_URL is set. Beside the working folder, so that a trial is easy to delete. */
  data: z.string().default('mainsource-data'),
  /** Loopback only: the desk is not to be reached from elsewhere until someone decides so. */
  host: z.string().default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65535).default(8080),
  /** The address people reach the site at; links in alerts begin with it. Default: http://HOST:PORT. */
  site_url: z.url().optional(),
  /** 45 days: most copies and corrections of a report appear within six weeks. */
  window_days: z.coerce.number().int().min(1).max(3650).default(45),
  /** Private and link-local addresses are refused by outgoing requests unless this is set (a trial on loopback, an intranet). */
  allow_private_addresses: yesNo.default(false),
  /** Where mail leaves, such as smtps://user:password@mail.example.org. Without it e-mail channels cannot be confirmed. */
  smtp_url: z.string().optional(),
  mail_from: z.string().default('Mainsource <alerts@localhost>'),
  log_level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  /** The least time between two polls of one feed, in seconds, whatever its rhythm says. */
  min_poll_seconds: z.coerce.number().min(1).default(300),
  /** The longest time between two polls of one feed, in seconds. */
  max_poll_seconds: z.coerce
    .number()
    .min(1)
    .default(6 * 3600),
  /** The least time between two requests to one host, in seconds; a longer Crawl-delay in its robots.txt is kept to. */
  host_delay_seconds: z.coerce.number().min(0).default(1),
  /** An address, of a page or for mail, by which a site's owner can reach whoever runs this; sent with every request. */
  contact: z.string().max(200).optional(),
} as const

const Options = z.object(options)

export interface Config {
  /** Absolute path of the data folder. */
  readonly dataFolder: string
  /** PostgreSQL address; absent for the embedded database in the data folder. */
  readonly databaseUrl?: string
  readonly host: string
  readonly port: number
  /** No trailing slash. */
  readonly siteUrl: string
  readonly windowDays: number
  readonly allowPrivateAddresses: boolean
  readonly smtpUrl?: string
  readonly mailFrom: string
  readonly logLevel: string
  readonly minPollSeconds: number
  readonly maxPollSeconds: number
  readonly hostDelaySeconds: number
  /** Sent in the User-Agent; the site's own address when nothing else was given. */
  readonly contact: string
}

/** Reads the configuration from an environment. Throws a Failure that names the option and what it takes. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(
    Object.keys(options).map((name) => [name, env[`MAINSOURCE_${name.toUpperCase()}`] || undefined]),
  )
  const parsed = Options.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      (issue) => `MAINSOURCE_${String(issue.path[0]).toUpperCase()}: ${issue.message}`,
    )
    throw new Failure('invalid', `Some settings cannot be used.\n  ${lines.join('\n  ')}`)
  }
  const value = parsed.data
  const siteUrl = (
    value.site_url ?? `http://${value.host.includes(':') ? `[${value.host}]` : value.host}:${value.port}`
  ).replace(/\/+$/, '')
  return {
    dataFolder: path.resolve(value.data),
    databaseUrl: env['DATABASE_URL'] || undefined,
    host: value.host,
    port: value.port,
    siteUrl,
    windowDays: value.window_days,
    allowPrivateAddresses: value.allow_private_addresses,
    smtpUrl: value.smtp_url,
    mailFrom: value.mail_from,
    logLevel: value.log_level,
    minPollSeconds: value.min_poll_seconds,
    maxPollSeconds: value.max_poll_seconds,
    hostDelaySeconds: value.host_delay_seconds,
    contact: value.contact ?? siteUrl,
  }
}
