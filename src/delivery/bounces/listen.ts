import type { AddressInfo } from 'node:net'
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/open.ts'
import { Failure } from '../../failure.ts'
import type { Logger } from '../../log.ts'
import { mailByToken } from './findMail.ts'
import { largestNotice } from './readNotice.ts'
import { type Taken, takeBounce } from './takeBounce.ts'

/** Where mail servers hand over what comes back. */
export interface BounceListener {
  readonly host: string
  readonly port: number
  /** Takes no more, lets what is being taken be answered for up to some seconds, and stops. */
  close(): Promise<void>
}

interface Needs {
  readonly config: Config
  readonly db: Db
  readonly log: Logger
  readonly now: () => Date
}

/** Each may hold a mail of the largest size in memory. */
const connectionsAtOnce = 20
const silentMs = 60_000
const closeMs = 5000

/**
 * Listens for mail that comes back, by SMTP: to addresses with the token of a mail of ours, nothing else, and of limited
 * size. A mail is answered for when it is kept. Throws a Failure when the port cannot be had.
 */
export async function listenForBounces(
  { host, port }: { host: string; port: number },
  needs: Needs,
): Promise<BounceListener> {
  const { SMTPServer } = await import('smtp-server')
  const server = new SMTPServer({
    name: needs.config.bounces?.address.replace(/^.*@/, ''),
    banner: 'Mainsource takes what comes back of its own mail',
    // Its own certificate is one that everybody has. What comes here is no secret, and a mail server before it has one.
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    size: largestNotice,
    maxRecipients: 1,
    maxClients: connectionsAtOnce,
    socketTimeout: silentMs,
    closeTimeout: closeMs,
    onRcptTo({ address }, _session, done) {
      checkRecipient(address, needs).then(done, (error) => done(trouble(error, needs)))
    },
    onData(stream, session, done) {
      takeData(stream, session, needs).then(
        (taken) => (taken.kind === 'unreadable' ? done(answer(554, taken.say)) : done(null, taken.say)),
        (error) => done(error instanceof Refusal ? error : trouble(error, needs)),
      )
    },
  })
  server.on('error', (error) => needs.log.debug({ err: error }, 'a mail server was cut off'))
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', (error: NodeJS.ErrnoException) => reject(whyNot(error, host, port)))
    server.listen(port, host, resolve)
  })
  // A program that cannot go on for another reason is not kept running by this.
  server.server.unref()
  return {
    host,
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** An answer by which a mail server knows whether to come again. */
class Refusal extends Error {
  readonly responseCode: number
  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

function answer(code: number, say: string): Refusal {
  return new Refusal(code, say)
}

async function checkRecipient(address: string, { db }: Needs): Promise<Refusal | undefined> {
  return (await mailByToken(db, address))
    ? undefined
    : answer(550, 'No mail of ours comes back to this address')
}

async function takeData(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  { db, now, log }: Needs,
): Promise<Taken> {
  const parts: Buffer[] = []
  for await (const part of stream) if (!stream.sizeExceeded) parts.push(part as Buffer)
  if (stream.sizeExceeded) throw answer(552, `It is larger than ${largestNotice} bytes`)
  const taken = await takeBounce(
    db,
    Buffer.concat(parts),
    {
      recipients: envelope.rcptTo.map(({ address }) => address),
      nullSender: envelope.mailFrom !== false && envelope.mailFrom.address === '',
    },
    now,
  )
  log.info({ made: taken.kind }, taken.say)
  return taken
}

/** A fault of ours: the mail server keeps the mail and comes again. */
function trouble(error: unknown, { log }: Needs): Refusal {
  log.error({ err: error }, 'a mail that came back could not be taken')
  return answer(451, 'It cannot be taken now, try again later')
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const where = `MAINSOURCE_BOUNCE_LISTEN=${host}:${port}`
  if (error.code === 'EADDRINUSE')
    return new Failure('conflict', `Another program is listening there: ${where}. Choose another port.`)
  if (error.code === 'EACCES')
    return new Failure('forbidden', `Listening there is not allowed: ${where}. Choose a port above 1023.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new Failure('invalid', `This machine has no such address: ${where}.`)
  return error
}
