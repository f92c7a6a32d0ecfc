import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

export type Answering = (request: http.IncomingMessage, response: http.ServerResponse) => void

export interface Site {
  /** Without a slash at its end. */
  readonly origin: string
  /** What was asked for, in order, without robots.txt. */
  readonly asked: { readonly path: string; readonly headers: http.IncomingHttpHeaders }[]
  /** Answers at a path, in place of what did before. A path that nothing answers is not found. */
  on(path: string, answering: Answering | string, type?: string): void
}

/** A web site on loopback, of this test alone, closed after the test file. */
export async function aSite(): Promise<Site> {
  const paths = new Map<string, Answering>()
  const asked: { path: string; headers: http.IncomingHttpHeaders }[] = []
  const server = http.createServer((request, response) => {
    const path = request.url ?? '/'
    if (path !== '/robots.txt') asked.push({ path, headers: request.headers })
    const answering = paths.get(path)
    if (answering) return answering(request, response)
    response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    on(path, answering, type = 'text/html') {
      paths.set(
        path,
        typeof answering === 'string'
          ? (_request, response) => response.writeHead(200, { 'content-type': type }).end(answering)
          : answering,
      )
    },
  }
}
