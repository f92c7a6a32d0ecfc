import type { Command } from 'commander'
import { sql } from 'kysely'
import { z } from 'zod'
import type { App } from '../app.ts'
import { readConfig } from '../config.ts'
import { countSubscribers } from '../db/hub/subscribers.ts'
import { Failure } from '../failure.ts'
import { holderOf } from '../folder.ts'
import type { Operation } from '../operation.ts'
import { hubOf } from '../publishing/hub/address.ts'

/** One thing looked at. `say` tells what to do where it is not well. */
interface Check {
  readonly about: string
  readonly well: boolean
  readonly say: string
}

/** What only the process that holds the data folder can look at. */
export const examine: Operation<object, never, Check[]> = {
  name: 'doctor',
  input: z.object({}),
  run: async (_input, app) => [
    await database(app),
    await queues(app),
    await feeds(app),
    ...mail(app),
    await hub(app),
  ],
}

export function addTo(program: Command): void {
  program
    .command('doctor')
    .description('Looks at the installation and says what is not well and what to do.')
    .option('--json', 'the checks as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const checks = await lookAtAll()
      process.stdout.write(json ? `${JSON.stringify(checks)}\n` : `${checks.map(line).join('\n')}\n`)
      if (checks.some(({ well }) => !well)) process.exitCode = 1
    })
}

async function lookAtAll(): Promise<Check[]> {
  const { perform } = await import('../operation.ts')
  const config = readConfig()
  const holder = await holderOf(config.dataFolder)
  const running: Check = {
    about: 'server',
    well: true,
    say: holder
      ? `Running as process ${holder} on ${config.dataFolder}.`
      : 'Not running; start it with: mainsource start',
  }
  try {
    return [node(), running, ...(await perform(examine, {}, config))]
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return [node(), running, { about: 'data folder', well: false, say: error.message }]
  }
}

const leastNode = 24

function node(): Check {
  const well = Number(process.versions.node.split('.')[0]) >= leastNode
  return {
    about: 'node',
    well,
    say: well
      ? `Version ${process.versions.node}.`
      : `Version ${process.versions.node} is too old. Run through npm, which brings Node ${leastNode}: npm run -s mainsource -- doctor`,
  }
}

async function database({ db, database: { kind } }: App): Promise<Check> {
  const { reports } = await db
    .selectFrom('reports')
    .select(sql<number>`count(*)::int`.as('reports'))
    .executeTakeFirstOrThrow()
  const where = kind === 'embedded' ? 'Embedded' : 'PostgreSQL server'
  return { about: 'database', well: true, say: `${where}, up to date, ${reports} reports.` }
}

async function queues({ runner }: App): Promise<Check> {
  const depths = await runner.depths()
  const failed = depths.filter((queue) => queue.failed > 0)
  const waiting = depths.reduce((sum, queue) => sum + queue.waiting, 0)
  if (failed.length === 0)
    return { about: 'queues', well: true, say: `${waiting} messages waiting, none given up.` }
  const which = failed.map((queue) => `${queue.failed} on ${queue.queue}`).join(', ')
  return {
    about: 'queues',
    well: false,
    say: `Messages were given up after several tries: ${which}. The log says why each failed; restart after mending the cause.`,
  }
}

async function feeds({ db }: App): Promise<Check> {
  const { all, failing } = await db
    .selectFrom('feeds')
    .select([
      sql<number>`count(*)::int`.as('all'),
      sql<number>`count(*) filter (where failures > 2)::int`.as('failing'),
    ])
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow()
  if (all === 0)
    return { about: 'feeds', well: true, say: 'None is followed yet; add one with: mainsource add URL' }
  return {
    about: 'feeds',
    well: failing === 0,
    say: failing === 0 ? `${all} followed, all sound.` : `${failing} of ${all} fail; see: mainsource sources`,
  }
}

function mail({ config }: App): Check[] {
  if (config.smtpUrl) {
    const returns = config.bounces
      ? `What comes back is sent to ${config.bounces.address}.`
      : 'To turn off addresses that no longer work set MAINSOURCE_BOUNCE_ADDRESS.'
    return [{ about: 'mail', well: true, say: `Leaves by the server in MAINSOURCE_SMTP_URL. ${returns}` }]
  }
  return [{ about: 'mail', well: true, say: 'Off. To send alerts by e-mail set MAINSOURCE_SMTP_URL.' }]
}

async function hub({ db, config }: App): Promise<Check> {
  const own = hubOf(config)
  if (!own) {
    const off = 'Off. To push the feeds to whoever subscribes set MAINSOURCE_SITE_URL.'
    return { about: 'hub', well: true, say: off }
  }
  if (!own.isOwn)
    return { about: 'hub', well: true, say: `Elsewhere, at ${own.url}; told when feeds change.` }
  const { all, failing } = await countSubscribers(db)
  const reached = failing === 0 ? 'all reached' : `${failing} of them not reached lately`
  return { about: 'hub', well: true, say: `Our own, at ${own.url}: ${all} subscribers, ${reached}.` }
}

function line({ about, well, say }: Check): string {
  return `${well ? '✓' : '✗'} ${about.padEnd(11)} ${say}`
}
