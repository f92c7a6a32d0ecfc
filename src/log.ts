import { type Logger, pino } from 'pino'

export type { Logger }

/** Structured log on standard error. Values under these names are never written, at any depth up to two. */
const secretNames = ['password', 'secret', 'token', 'authorization', 'cookie', 'smtpUrl', 'databaseUrl']

export function openLog(level: string): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '(kept secret)',
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
