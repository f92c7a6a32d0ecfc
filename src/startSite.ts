import { createServer, type Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { type App, openApp } from './app.ts'
import { operations } from './commands/operations.ts'
import { type Config, readConfig } from './config.ts'
import { type BounceListener, listenForBounces } from './delivery/bounces/listen.ts'
import { ensureDeliveries } from './delivery/ensureDeliveries.ts'
import { Failure } from './failure.ts'
import { holderOf } from './folder.ts'
import { ensurePolls } from './intake/ensurePolls.ts'
import { answerOperations } from './operation.ts'
import { offerFirstPerson } from './publishing/people/firstPerson.ts'
import { site } from './server.ts'
import { siteDeps } from './siteDeps.ts'

export interface RunningSite {
  /** Where it is listening. */
  readonly url: string
  /** The one-time link that makes the first person; absent once there is someone. */
  readonly firstPersonUrl?: string
  /** Lets requests in work finish, up to a few seconds, and stops listening. The app stays open. */
  close(): Promise<void>
}

const finishMs = 3000

/** Starts the site of an open app. Throws a Failure when its port is taken. */
export async function startSite(app: App): Promise<RunningSite> {
  const { config, db } = app
  const server = createAdaptorServer({ fetch: site(await siteDeps(app)).fetch }) as Server
  const port = await listen(server, config)
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  return {
    url,
    firstPersonUrl: await offerFirstPerson(
      db,
      config.port === port ? config.siteUrl : url,
      app.context.now(),
    ),
    close: () => close(server),
  }
}

/** `mainsource start`: opens the data folder, serves the site and local commands, and runs until it is told to stop. */
export async function start(options: { sample?: boolean }): Promise<void> {
  const config = readConfig()
  process.stdout.write('Starting Mainsource …\n')
  await seeThatPortIsFree(config)
  const app = await openApp(config)
  try {
    app.folder.answer(answerOperations(app, operations))
    const bounces = await takeBounces(app)
    const running = await startSite(app)
    greet(app, running, options)
    const stopLookingOver = await keepLookingOver(app)
    const stopSample = options.sample ? await (await import('./sample/start.ts')).startSample(app) : undefined
    await toldToStop()
    process.stdout.write('\nStopping …\n')
    stopLookingOver()
    await stopSample?.()
    await bounces?.close()
    await running.close()
  } finally {
    await app.close()
  }
}

/** Listens for mail that comes back, where that is set. */
async function takeBounces({ config, db, log, context }: App): Promise<BounceListener | undefined> {
  const listen = config.bounces?.listen
  return listen && listenForBounces(listen, { config, db, log, now: context.now })
}

function greet(app: App, running: RunningSite, options: { sample?: boolean }): void {
  const lines = [
    '',
    `  Mainsource is running at ${app.config.port === 0 ? running.url : app.config.siteUrl}`,
    `  Its data is in ${app.config.databaseUrl ? 'your PostgreSQL and ' : ''}${app.config.dataFolder}`,
    '',
  ]
  if (running.firstPersonUrl) {
    lines.push(
      '  Make your account with this link. It works once, for a day:',
      `  ${running.firstPersonUrl}`,
      '',
    )
  }
  if (options.sample)
    lines.push('  The sample world is being replayed over a minute: watch the stories move.', '')
  else {
    lines.push(
      '  What next:',
      '    follow a source     npm run -s mainsource -- add https://example.org/feed',
      '    see it move first   npm start -- --sample',
      '    how is it doing     npm run -s mainsource -- doctor',
      '',
    )
  }
  lines.push('  Stop it with Ctrl+C.', '')
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** How often it is looked over what was given up, by a fault of ours, and waits on no queue. */
const lookOverMs = 600_000

/**
 * Sees, now and from time to time, that each feed's next poll waits on the queue, and each delivery that is not settled.
 * Call what comes back to stop.
 */
async function keepLookingOver(app: App): Promise<() => void> {
  await lookOver(app)
  const timer = setInterval(() => {
    lookOver(app).catch((error) =>
      app.log.error({ err: error }, 'what waits on no queue cannot be looked for'),
    )
  }, lookOverMs)
  return () => clearInterval(timer)
}

async function lookOver({ db, context, runner }: App): Promise<void> {
  const handoffs = [...(await ensurePolls(db)), ...(await ensureDeliveries(db, context.now()))]
  await runner.hand(handoffs, db)
  runner.wake(handoffs)
}

/** Opening the data folder takes seconds, so a taken port is told before. Who holds the folder is told by opening it. */
async function seeThatPortIsFree(config: Config): Promise<void> {
  if ((await holderOf(config.dataFolder)) !== undefined) return
  const probe = createServer()
  await listen(probe, config)
  await new Promise((resolve) => probe.close(resolve))
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(whyNotListening(error, host, port)))
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function whyNotListening(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new Failure(
      'conflict',
      `Another program is listening on port ${port}. Stop it, or choose another port with MAINSOURCE_PORT=${port + 1}.`,
    )
  if (error.code === 'EACCES')
    return new Failure(
      'forbidden',
      `Listening on port ${port} is not allowed. Choose one above 1023 with MAINSOURCE_PORT.`,
    )
  if (error.code === 'EADDRNOTAVAIL')
    return new Failure('invalid', `This machine has no address ${host}. Set MAINSOURCE_HOST to one it has.`)
  return error
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), finishMs)
  await closed
  clearTimeout(late)
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
