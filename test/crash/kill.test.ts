import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { aReceiver } from '../delivery/receiver.ts'

const kills = 5
const reportsARun = 25
const root = path.resolve(import.meta.dirname, '../..')
const node = path.join(root, 'node_modules/.bin/node')

interface Run {
  readonly process: ChildProcess
  readonly taken: number[]
  /** Resolves when the program says so, or ends. */
  said(line: string): Promise<void>
}

function run(folder: string, receiverUrl: string, from: number, to: number): Run {
  const child = spawn(node, ['--import', './src/tsx.ts', 'test/crash/child.ts', String(from), String(to)], {
    cwd: root,
    env: {
      ...process.env,
      MAINSOURCE_DATA: folder,
      MAINSOURCE_LOG_LEVEL: 'error',
      MAINSOURCE_ALLOW_PRIVATE_ADDRESSES: 'yes',
      RECEIVER_URL: receiverUrl,
      DATABASE_URL: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const taken: number[] = []
  const lines = new Set<string>()
  let rest = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (part: string) => {
    const all = (rest + part).split('\n')
    rest = all.pop() ?? ''
    for (const line of all) {
      lines.add(line)
      if (line.startsWith('taken ')) taken.push(Number(line.slice(6)))
    }
  })
  const said = async (line: string) => {
    while (!lines.has(line) && child.exitCode === null && child.signalCode === null) await wait(20)
  }
  return { process: child, taken, said }
}

async function kill({ process: child }: Run): Promise<void> {
  if (child.exitCode !== null) throw new Error(`The program ended by itself with ${child.exitCode}.`)
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await closed
}

async function somethingReceived({ received }: { received: readonly unknown[] }): Promise<void> {
  const before = received.length
  const late = Date.now() + 5000
  while (received.length === before && Date.now() < late) await wait(1)
}

test('killed again and again at any moment, it delivers the alert of every report it took, once by its id', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'mainsource-kill-'))
  const receiver = await aReceiver()
  const acknowledged = new Set<number>()
  try {
    for (let i = 0; i < kills; i++) {
      const running = run(folder, receiver.url, i * reportsARun, (i + 1) * reportsARun)
      await running.said('started')
      // Every other time at the worst moment: the alert has reached its receiver, and nobody has noted it yet.
      if (i % 2 === 1) await somethingReceived(receiver)
      else await wait(50 + Math.random() * 1500)
      await kill(running)
      for (const number of running.taken) acknowledged.add(number)
    }
    const last = run(folder, receiver.url, kills * reportsARun, kills * reportsARun + 3)
    await last.said('idle')
    await kill(last)
    for (const number of last.taken) acknowledged.add(number)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }

  const byId = new Map(
    receiver.received.map(({ headers, body }) => [headers['webhook-id'], JSON.parse(body)]),
  )
  const told = [...byId.values()].map(({ data }) => Number(/case (\d+)/.exec(data.report.headline)?.[1]))
  expect(acknowledged.size).toBeGreaterThan(5)
  expect([...acknowledged].filter((number) => !told.includes(number))).toEqual([])
  expect(told.length).toBe(new Set(told).size)
  console.log(
    `${kills} kills, ${acknowledged.size} reports taken, ${told.length} told, ${receiver.received.length - byId.size} sent twice under the same id`,
  )
}, 300_000)
