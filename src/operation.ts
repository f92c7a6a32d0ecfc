import type http from 'node:http'
import { z } from 'zod'
import { type App, openApp } from './app.ts'
import type { Config } from './config.ts'
import { Failure, type FailureKind } from './failure.ts'
import { holderOf, type LocalHandler, socketOf } from './folder.ts'

/**
 * Something a command asks of the data folder. It runs in the process that holds the folder: the server when one is
 * running, else the command itself. `say` reports progress as it goes; input, progress and result are plain JSON.
 */
export interface Operation<Input = unknown, Progress = unknown, Result = unknown> {
  readonly name: string
  readonly input: z.ZodType<Input>
  run(input: Input, app: App, say: (progress: Progress) => void, signal: AbortSignal): Promise<Result>
}

type Line =
  | { progress: unknown }
  | { result: unknown }
  | { failure: { kind: FailureKind | 'bug'; message: string } }

/** Runs an operation wherever the data folder is held. Throws the operation's own Failure. */
export async function perform<Input, Progress, Result>(
  operation: Operation<Input, Progress, Result>,
  input: Input,
  config: Config,
  say: (progress: Progress) => void = () => {},
): Promise<Result> {
  if ((await holderOf(config.dataFolder)) !== undefined) return ask(operation, input, config, say)
  const app = await openApp(config)
  try {
    return await operation.run(operation.input.parse(input), app, say, new AbortController().signal)
  } finally {
    await app.close()
  }
}

/** Answers the operations that other processes of this user ask for through the data folder. */
export function answerOperations(app: App, operations: readonly Operation[]): LocalHandler {
  const byName = new Map(operations.map((operation) => [operation.name, operation]))
  return (request, response) => {
    answer(app, byName, request, response).catch((error) => {
      app.log.error({ err: error }, 'a local request failed')
      response.end()
    })
  }
}

async function answer(
  app: App,
  byName: ReadonlyMap<string, Operation>,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const send = (line: Line) => response.write(`${JSON.stringify(line)}\n`)
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  try {
    const operation = byName.get((request.url ?? '').slice(1))
    if (!operation)
      throw new Failure('not_found', 'The running Mainsource does not know this command; restart it.')
    const input = operation.input.parse(JSON.parse(await bodyOf(request)))
    send({ result: await operation.run(input, app, (progress) => send({ progress }), gone.signal) })
  } catch (error) {
    send({ failure: describe(app, error) })
  }
  response.end()
}

function describe(app: App, error: unknown): { kind: FailureKind | 'bug'; message: string } {
  if (error instanceof Failure) return { kind: error.kind, message: error.message }
  if (error instanceof z.ZodError) return { kind: 'invalid', message: z.prettifyError(error) }
  app.log.error({ err: error }, 'an operation failed')
  return { kind: 'bug', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

async function ask<Input, Progress, Result>(
  operation: Operation<Input, Progress, Result>,
  input: Input,
  config: Config,
  say: (progress: Progress) => void,
): Promise<Result> {
  const response = await post(socketOf(config.dataFolder), `/${operation.name}`, JSON.stringify(input))
  let rest = ''
  response.setEncoding('utf8')
  for await (const part of response) {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      const line = JSON.parse(text) as Line
      if ('progress' in line) say(line.progress as Progress)
      else if ('result' in line) return line.result as Result
      else if (line.failure.kind === 'bug') throw new Error(line.failure.message)
      else throw new Failure(line.failure.kind, line.failure.message)
    }
  }
  throw new Failure('unavailable', rest || 'The running Mainsource stopped before it answered.')
}

async function post(socketPath: string, path: string, body: string): Promise<http.IncomingMessage> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, method: 'POST', agent: false }, resolve)
    sent.on('error', reject)
    sent.end(body)
  })
}
