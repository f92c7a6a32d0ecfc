import path from 'node:path'
import { z } from 'zod'
import { Failure } from './failure.ts'

const yesNo = z
  .enum(['yes', 'no', 'true', 'false', '1', '0'])
  .transform((value) => value === 'yes' || value === 'true' || value === '1')

/** A name before the @ has 64 letters at most, of which a mail's token takes 47 and the plus sign before it one. */
const longestBounceName = 16

/** Every option, its default and the reason for it. Each is read from the environment as `MAINSOURCE_NAME`. */
export const options = {
  data: z
    .string()
    .default('mainsource-data')
    .describe('The data folder. Beside the working folder, so that a trial is easy to delete.'),
  host: z
    .string()
    .default('127.0.0.1')
    .describe(
      'The address to listen on. Loopback: the desk is not reached from elsewhere until someone decides so.',
    ),
  port: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(8080)
    .describe('The port to listen on; 0 takes a free one.'),
  site_url: z
    .url()
    .optional()
    .describe(
      'The address people reach the site at; links in alerts begin with it. Without it: http://HOST:PORT.',
    ),
  window_days: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(45)
    .describe(
      'How far back text is looked for. Most copies and corrections of a report appear within six weeks.',
    ),
  allow_private_addresses: yesNo
    .default(false)
    .describe(
      'Whether outgoing requests may reach private and link-local addresses: a trial on loopback, an intranet.',
    ),
  smtp_url: z
    .string()
    .optional()
    .describe(
      'Where mail leaves, such as smtps://user:password@mail.example.org. Without it no e-mail is sent.',
    ),
  mail_from: z.string().default('Mainsource <alerts@localhost>').describe('Who mail is from.'),
  bounce_address: z
    .string()
    .refine(
      (address) =>
        /^(?!@)[^\s@<>*]*\*?[^\s@<>*]*@[^\s@<>*]+$/.test(address) &&
        address.indexOf('@') <= longestBounceName,
      `It should be a mail address such as bounces@example.org, or with * where a mail’s token goes, and have at most ${longestBounceName} letters before the @.`,
    )
    .optional()
    .describe(
      'Where mail that cannot be delivered comes back to, such as bounces@example.org: each mail is sent from bounces+TOKEN@example.org, or, where the address has a `*`, with the token in its place. Hand what arrives there to `mainsource bounce`, or set MAINSOURCE_BOUNCE_LISTEN. Without it, what comes back goes to MAINSOURCE_MAIL_FROM.',
    ),
  bounce_listen: z
    .string()
    .regex(/^(.+:)?\d{1,5}$/, 'It should be a port, or an address and a port: 127.0.0.1:2525.')
    .optional()
    .describe(
      'Where mail servers hand over by SMTP what comes back, such as 127.0.0.1:2525. Only mail to a bounce address with a true token is taken.',
    ),
  hub_url: z
    .union([z.literal('none'), z.url()])
    .optional()
    .describe(
      'Another WebSub hub that the feeds name and that is told when they change. Without it the site is its own hub, at /hub, as soon as MAINSOURCE_SITE_URL is set; `none` names none.',
    ),
  dkim_key_file: z
    .string()
    .optional()
    .describe(
      'A private key in PEM with which mail is signed (DKIM). Without it mail leaves unsigned; many a mail server signs it itself.',
    ),
  dkim_selector: z
    .string()
    .regex(/^[\w.-]+$/)
    .default('mainsource')
    .describe(
      'Where the public key stands in DNS: SELECTOR._domainkey.DOMAIN, with the domain that mail is from.',
    ),
  log_level: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('warn')
    .describe('The least severe log line that is written to standard error.'),
  min_poll_seconds: z.coerce
    .number()
    .min(1)
    .default(300)
    .describe('The least time between two polls of one feed, in seconds, whatever its rhythm says.'),
  max_poll_seconds: z.coerce
    .number()
    .min(1)
    .default(6 * 3600)
    .describe('The longest time between two polls of one feed, in seconds.'),
  host_delay_seconds: z.coerce
    .number()
    .min(0)
    .default(1)
    .describe(
      'The least time between two requests to one host, in seconds; a longer Crawl-delay is kept to.',
    ),
  sentence_encoder: yesNo
    .default(false)
    .describe(
      'Whether a multilingual sentence encoder also judges what is a translation. It needs `npm install @huggingface/transformers`, and loads a model of about 120 MB into the data folder at first use.',
    ),
  contact: z
    .string()
    .max(200)
    .optional()
    .describe(
      'A page or mail address by which a site’s owner can reach whoever runs this; sent with every request.',
    ),
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
  /** Where mail comes back to, and where we listen for it; absent where it goes to whoever it is from. */
  readonly bounces?: {
    readonly address: string
    readonly listen?: { readonly host: string; readonly port: number }
  }
  /** A WebSub hub elsewhere that the feeds name. */
  readonly hubUrl?: string
  /** True where the site is its own WebSub hub. */
  readonly ownHub: boolean
  /** How mail is signed; absent where it is not. */
  readonly dkim?: { readonly keyFile: string; readonly selector: string }
  readonly logLevel: string
  readonly minPollSeconds: number
  readonly maxPollSeconds: number
  readonly hostDelaySeconds: number
  readonly sentenceEncoder: boolean
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
    ...bouncesOf(value.bounce_address, value.bounce_listen),
    ...(value.hub_url && value.hub_url !== 'none' && { hubUrl: value.hub_url }),
    ownHub: value.hub_url === undefined && value.site_url !== undefined,
    ...(value.dkim_key_file && { dkim: { keyFile: value.dkim_key_file, selector: value.dkim_selector } }),
    logLevel: value.log_level,
    minPollSeconds: value.min_poll_seconds,
    maxPollSeconds: value.max_poll_seconds,
    hostDelaySeconds: value.host_delay_seconds,
    sentenceEncoder: value.sentence_encoder,
    contact: value.contact ?? siteUrl,
  }
}

function bouncesOf(address: string | undefined, listen: string | undefined): Pick<Config, 'bounces'> {
  if (address === undefined && listen === undefined) return {}
  if (address === undefined) {
    throw new Failure(
      'invalid',
      'MAINSOURCE_BOUNCE_LISTEN needs MAINSOURCE_BOUNCE_ADDRESS, the address that mail comes back to.',
    )
  }
  if (listen === undefined) return { bounces: { address } }
  const colon = listen.lastIndexOf(':')
  const port = Number(listen.slice(colon + 1))
  if (port > 65535) throw new Failure('invalid', `MAINSOURCE_BOUNCE_LISTEN: ${port} is no port.`)
  const host = colon === -1 ? '127.0.0.1' : listen.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  return { bounces: { address, listen: { host, port } } }
}
