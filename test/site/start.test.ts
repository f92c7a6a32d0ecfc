import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'

// A first start makes a database, which takes long on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 180_000 })

const root = fileURLToPath(new URL('../../', import.meta.url))
const node = path.join(root, 'node_modules/.bin/node')
const cleanings: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const clean of cleanings.splice(0).reverse()) await clean()
})

interface Started {
  readonly process: ChildProcess
  /** Resolves once what it printed matches. Fails when it ends before. */
  says(pattern: RegExp): Promise<string>
  readonly ended: Promise<{ code: number | null; printed: string }>
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mainsource-start-'))
  cleanings.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

function start(folder: string, port: number): Started {
  const env = { ...process.env, MAINSOURCE_DATA: folder, MAINSOURCE_PORT: String(port) }
  const child = spawn(node, ['--import', './src/tsx.ts', 'src/cli.ts', 'start'], { cwd: root, env })
  let printed = ''
  const listeners = new Set<() => void>()
  const hear = (part: Buffer) => {
    printed += part
    for (const listen of listeners) listen()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<{ code: number | null; printed: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, printed }))
  })
  cleanings.push(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const says = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const listen = () => {
        const match = pattern.exec(printed)
        if (match) resolve(match[1] ?? match[0])
      }
      listeners.add(listen)
      listen()
      ended.then(() => reject(new Error(`It ended before it said ${pattern}: ${printed}`)))
    })
  return { process: child, says, ended }
}

test('starts on an empty folder, prints a link that makes the first person, and stops when told', async () => {
  const started = start(await aFolder(), 0)
  const url = await started.says(/running at (http:\S+)/)
  const link = await started.says(/(http:\S+first-person\?token=\S+)/)
  await started.says(/Ctrl\+C/)
  expect(await (await fetch(url)).text()).toContain('Nothing is followed yet')
  expect(await (await fetch(link)).text()).toContain('Make your account')
  started.process.kill('SIGTERM')
  expect((await started.ended).code).toBe(0)
})

test('says which port is taken and how to choose another', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  cleanings.push(() => new Promise((resolve) => other.close(resolve)))
  const { port } = other.address() as { port: number }
  const { code, printed } = await start(await aFolder(), port).ended
  expect(code).toBe(1)
  expect(printed).toContain(
    `mainsource: Another program is listening on port ${port}. Stop it, or choose another port with MAINSOURCE_PORT=${port + 1}.`,
  )
})

test('a second start on the same folder is refused with the process that has it', async () => {
  const folder = await aFolder()
  const first = start(folder, 0)
  await first.says(/Ctrl\+C/)
  const { code, printed } = await start(folder, 0).ended
  expect(code).toBe(1)
  expect(printed).toContain(
    `Another Mainsource (process ${first.process.pid}) is already running on ${folder}`,
  )
})
