import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Failure } from './failure.ts'

/** Answers a request made by another process of the same user through the data folder. */
export type LocalHandler = (request: http.IncomingMessage, response: http.ServerResponse) => void

/** A data folder that this process alone works on, for as long as it lives. */
export interface HeldFolder {
  /** Sets who answers requests of other processes; until then they are told that the program is starting. */
  answer(handler: LocalHandler): void
  release(): Promise<void>
}

/** Longest socket path that Linux and macOS both take. */
const longestSocketPath = 100

/** Where the process that holds `folder` listens. */
export function socketOf(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\mainsource-${name}`
  const inside = path.join(folder, 'process.sock')
  return inside.length <= longestSocketPath ? inside : path.join(tmpdir(), `mainsource-${name}.sock`)
}

/**
 * Holds a data folder by listening on a socket in it: the operating system lets go of it when the process ends, however
 * it ends, so no stale lock is left behind. Throws a Failure when another process holds the folder.
 */
export async function holdFolder(folder: string): Promise<HeldFolder> {
  const socket = socketOf(folder)
  const holder = await holderOf(folder)
  if (holder !== undefined) throw heldBy(folder, holder)
  if (process.platform !== 'win32') await rm(socket, { force: true })
  let handler: LocalHandler = (_request, response) => {
    response.writeHead(503).end('Mainsource is starting.')
  }
  const server = http.createServer((request, response) => {
    if (request.url === '/pid') response.end(String(process.pid))
    else handler(request, response)
  })
  server.unref()
  await listen(server, socket, folder)
  // Two processes that start at once may both have removed a stale socket: only the last listener answers on it.
  const now = await holderOf(folder)
  if (now !== process.pid) {
    server.close()
    throw heldBy(folder, now ?? 0)
  }
  return {
    answer(next) {
      handler = next
    },
    release: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The process that holds `folder`, or undefined when none does. */
export function holderOf(folder: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = http.get(
      { socketPath: socketOf(folder), path: '/pid', timeout: 5000, agent: false },
      (response) => {
        response.setEncoding('utf8')
        let body = ''
        response.on('data', (part) => {
          body += part
        })
        response.on('end', () => resolve(Number(body) || 0))
      },
    )
    request.on('timeout', () => request.destroy())
    request.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ENOENT' || error.code === 'ECONNREFUSED' ? undefined : 0)
    })
  })
}

function listen(server: http.Server, socket: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? heldBy(folder, 0) : error)
    })
    server.listen(socket, () => resolve())
  })
}

function heldBy(folder: string, pid: number): Failure {
  const who = pid > 0 ? `Another Mainsource (process ${pid})` : 'Another Mainsource'
  return new Failure(
    'conflict',
    `${who} is already running on ${folder}. Stop it first, or choose another folder with MAINSOURCE_DATA=FOLDER.`,
  )
}
