import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Benchmark, Claim } from './claims.ts'
import { metBy } from './latency/reports.ts'
import { Loopback } from './latency/server.ts'

const load = { feeds: 5, subscriptions: 10_000, each: 2 }
const rate = Number(process.env['RATE'] ?? 25)
const durationS = Number(process.env['DURATION'] ?? 60)
/** What has not come by then is missing. */
const lateMs = 60_000
const root = path.resolve(import.meta.dirname, '..')

export default {
  about: 'from a feed item served on loopback to the webhook received, at 25 reports a second (DURATION=600)',
  async measure() {
    const folder = await mkdtemp(path.join(tmpdir(), 'mainsource-latency-'))
    const loopback = new Loopback(load)
    const app = startApp(folder, await loopback.listen())
    try {
      await app.ready
      await publishFor(loopback)
      await untilAll(loopback)
      return figures(loopback)
    } finally {
      const ended = new Promise((resolve) => app.process.once('close', resolve))
      app.process.kill('SIGTERM')
      await ended
      loopback.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
} satisfies Benchmark

function startApp(folder: string, url: string) {
  const node = path.join(root, 'node_modules/.bin/node')
  const { feeds, subscriptions } = load
  const child = spawn(
    node,
    [
      ...(process.env['NODE_ARGS']?.split(' ') ?? []),
      '--import',
      './src/tsx.ts',
      'bench/latency/app.ts',
      String(subscriptions),
      String(feeds),
      url,
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        MAINSOURCE_DATA: folder,
        MAINSOURCE_LOG_LEVEL: 'error',
        MAINSOURCE_ALLOW_PRIVATE_ADDRESSES: 'yes',
        DATABASE_URL: process.env['DATABASE_URL'] ?? '',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text) => String(text).includes('ready') && resolve())
    child.once('close', (code) => reject(new Error(`The program ended with ${code}.`)))
  })
  return { process: child, ready }
}

async function publishFor(loopback: Loopback): Promise<void> {
  const began = performance.now()
  while (performance.now() - began < durationS * 1000) {
    while (loopback.published < ((performance.now() - began) / 1000) * rate) loopback.publish()
    await wait(20)
  }
}

async function untilAll(loopback: Loopback): Promise<void> {
  const late = performance.now() + lateMs
  while (loopback.received.length < loopback.published * load.each && performance.now() < late)
    await wait(100)
  await wait(1000)
}

function figures({ published, received, servedAt }: Loopback): Claim[] {
  const seen = new Map<string, number>()
  for (const { report, subscription } of received) {
    const key = `${report} ${subscription}`
    seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  let missing = 0
  let expected = 0
  for (let report = 0; report < published; report++) {
    for (const subscription of metBy(report, load.each, load.subscriptions)) {
      expected++
      if (!seen.delete(`${report} ${subscription}`)) missing++
    }
  }
  const doubled = received.length - (expected - missing)
  const lags = received
    .map(({ report, at }) => at - (servedAt.get(report) ?? Number.NaN))
    .filter((ms) => !Number.isNaN(ms))
    .sort((a, b) => a - b)
  const at = (share: number) => (lags[Math.min(lags.length - 1, Math.floor(lags.length * share))] ?? 0) / 1000
  const load1 = loadavg()[0]!.toFixed(1)
  console.log(
    `${published} reports in ${durationS} s from ${load.feeds} feeds, ${load.subscriptions} subscriptions, ${expected} alerts; the machine has ${availableParallelism()} cores and a load of ${load1}.\n`,
  )
  return [
    { name: 'p50', figure: at(0.5), target: 1, by: 'most', unit: 's' },
    { name: 'p99', figure: at(0.99), target: 3, by: 'most', unit: 's' },
    { name: 'longest', figure: at(1), target: 10, by: 'most', unit: 's' },
    { name: 'missing', figure: missing, target: 0, by: 'most' },
    { name: 'doubled or not asked for', figure: doubled, target: 0, by: 'most' },
  ]
}
