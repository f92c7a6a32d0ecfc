import { type Logger, pino } from 'pino'
import { Repeats } from './repeats.ts'

export type { Logger }

/** Values under these names are never written, at any depth up to two. */
const secretNames = ['password', 'secret', 'token', 'authorization', 'cookie', 'smtpUrl', 'databaseUrl']

/** Structured log on standard error. What fails over and over is told once a minute, with how often it was left out. */
export function openLog(level: string, to = pino.destination({ dest: 2, sync: true })): Logger {
  const repeats = new Repeats()
  return pino(
    {
      hooks: {
        logMethod([about, text, ...rest], write) {
          if (!isFailure(about)) return write.apply(this, [about, text, ...rest])
          const leftOut = repeats.leftOut({ ...about, text: text ?? '' }, Date.now())
          if (leftOut !== undefined)
            write.apply(this, [leftOut > 0 ? { ...about, leftOut } : about, text, ...rest])
        },
      },
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '(kept secret)',
      },
    },
    to,
  )
}

function isFailure(about: unknown): about is { err: unknown } {
  return typeof about === 'object' && about !== null && 'err' in about
}
