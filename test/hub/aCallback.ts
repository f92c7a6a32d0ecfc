import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** What a hub sent. */
export interface Pushed {
  readonly path: string
  readonly headers: http.IncomingHttpHeaders
  readonly bytes: Buffer
  readonly atMs: number
}

export interface ACallback {
  readonly url: string
  /** The parameters of each question the hub asked. */
  readonly asked: URLSearchParams[]
  /** The path of each question, as it came. */
  readonly paths: string[]
  readonly pushed: Pushed[]
  /** What it says to a question; the challenge unless set. */
  confirm: (question: URLSearchParams) => { status: number; body: string }
  /** What it answers to what is sent. */
  status: number
  headers: Record<string, string>
  /** How long it takes to answer what is sent. */
  delayMs: number
  /** Is there no more. */
  leave(): void
}

/** A subscriber on loopback that says yes to what it is asked and keeps what it is sent. */
export async function aCallback(): Promise<ACallback> {
  const callback = {
    url: '',
    asked: [] as URLSearchParams[],
    paths: [] as string[],
    pushed: [] as Pushed[],
    confirm: (question: URLSearchParams) => ({ status: 200, body: question.get('hub.challenge') ?? '' }),
    status: 204,
    headers: {} as Record<string, string>,
    delayMs: 0,
    leave: () => {},
  }
  const server = http.createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const { pathname, searchParams } = new URL(request.url!, 'http://callback')
    if (request.method === 'GET') {
      callback.asked.push(searchParams)
      callback.paths.push(request.url!)
      const { status, body } = callback.confirm(searchParams)
      response.writeHead(status).end(body)
      return
    }
    const { headers } = request
    callback.pushed.push({ path: pathname, headers, bytes: Buffer.concat(parts), atMs: performance.now() })
    if (callback.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, callback.delayMs))
    response.writeHead(callback.status, callback.headers).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  callback.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  callback.leave = () => {
    server.closeAllConnections()
    server.close()
  }
  afterAll(callback.leave)
  return callback
}
