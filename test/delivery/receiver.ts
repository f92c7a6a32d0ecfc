import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'

export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
  readonly bytes: Buffer
}

export interface ToAnswer {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** A receiver on loopback: keeps what it gets and answers as `answer` says, or as the `next` ones say before. */
export async function aReceiver(): Promise<{
  url: string
  received: Received[]
  answer: ToAnswer
  next: ToAnswer[]
}> {
  const received: Received[] = []
  const receiver = {
    url: '',
    received,
    answer: { status: 204 } as ToAnswer,
    next: [] as ToAnswer[],
  }
  const server = http.createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const bytes = Buffer.concat(parts)
    const { method = '', url = '' } = request
    const headers = request.headers as Record<string, string>
    received.push({ method, path: url, headers, body: bytes.toString(), bytes })
    const { status, headers: answered, body } = receiver.next.shift() ?? receiver.answer
    response.writeHead(status, answered).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return receiver
}

export interface Mail {
  readonly to: string
  /** The envelope's sender, to which it comes back. */
  readonly from: string
  /** By what name it is to be called when it comes back (RFC 3461). */
  readonly envelopeId?: string
  readonly headers: ReadonlyMap<string, string>
  readonly raw: string
}

/** A mail server on loopback. Addresses that begin with "gone" do not exist there; "blocked" are refused, "later" put off. */
export async function aMailServer(): Promise<{ url: string; mails: Mail[] }> {
  const mails: Mail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    hideDSN: false,
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('gone')) done(smtpError(550, 'No such mailbox'))
      else if (address.startsWith('blocked')) done(smtpError(550, '5.7.1 Your host is on a list'))
      else if (address.startsWith('later')) done(smtpError(451, 'Try again later'))
      else done()
    },
    onData(stream, session, done) {
      let raw = ''
      stream.setEncoding('utf8')
      stream.on('data', (part: string) => {
        raw += part
      })
      stream.on('end', () => {
        const { rcptTo, mailFrom, dsn } = session.envelope
        mails.push({
          to: rcptTo[0]!.address,
          from: mailFrom ? mailFrom.address : '',
          envelopeId: dsn?.envid ?? undefined,
          headers: headersOf(raw),
          raw,
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { url: `smtp://127.0.0.1:${port}`, mails }
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

function headersOf(raw: string): ReadonlyMap<string, string> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  return new Map(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
}
