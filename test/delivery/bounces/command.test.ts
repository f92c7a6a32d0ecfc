import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type App, openApp } from '../../../src/app.ts'
import { operations } from '../../../src/commands/operations.ts'
import { findChannel } from '../../../src/db/channels.ts'
import { answerOperations } from '../../../src/operation.ts'
import { aConfig } from '../../support/context.ts'
import { type ADelivery, aDelivery } from '../aDelivery.ts'
import { aNotice } from './aNotice.ts'

// Each command is a process of its own, which a busy machine takes long to start.
vi.setConfig({ testTimeout: 240_000 })

const root = path.resolve(import.meta.dirname, '../../..')
let folder: string
let app: App

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mainsource-bounce-'))
  app = await openApp(aConfig({ dataFolder: folder }))
  app.folder.answer(answerOperations(app, operations))
})

afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a command as a mail server's pipe does, while another process holds the folder. */
function mainsource(
  args: readonly string[],
  input: Buffer | string,
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', './src/tsx.ts', 'src/cli.ts', ...args], {
      cwd: root,
      env: { ...process.env, MAINSOURCE_DATA: folder, ...env },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (part) => (out += part))
    child.stderr.on('data', (part) => (err += part))
    child.on('close', (code) => resolve({ code, out, err }))
    child.stdin.end(input)
  })
}

async function aMail(address: string): Promise<ADelivery & { address: string }> {
  const made = await aDelivery(app.db, { kind: 'email', address })
  await app.db
    .updateTable('deliveries')
    .set({ state: 'delivered', settled_at: new Date() })
    .where('id', '=', made.id)
    .execute()
  return { ...made, address }
}

test('a mail server’s pipe hands a mail to the running program, says what was made of it, and ends with 0', async () => {
  const mail = await aMail('ana@harbour.example')
  const notice = await aNotice('qmail-unknown', mail)
  const first = await mainsource(['bounce'], notice)
  expect(first).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Turned off ana@harbour\.example: .*\n$/),
  })
  expect((await findChannel(app.db, { id: mail.channelId }))?.endedAt).toBeDefined()
  const again = await mainsource(['bounce', '--json'], notice)
  expect(JSON.parse(again.out)).toMatchObject({ kind: 'known' })
  const listed = await mainsource(['bounces'], '')
  expect(listed.out).toMatch(/hard +ana@harbour\.example, off since [\s\S]*there is no such mailbox/)
})

test('what cannot be read ends with 65, and a program that cannot be asked with 75', async () => {
  expect(await mainsource(['bounce'], Buffer.alloc(3 * 1024 * 1024, 'a'))).toMatchObject({
    code: 65,
    out: 'Refused: it is larger than 2 MB.\n',
  })
  const bad = await mainsource(['bounce'], 'Subject: a\n\na', { MAINSOURCE_PORT: 'none' })
  expect(bad).toMatchObject({ code: 75, err: expect.stringContaining('try again later') })
})

test('the recipient may be told by argument or by the mail server’s environment', async () => {
  const { mailToken } = await import('../../../src/delivery/bounces/token.ts')
  for (const way of ['argument', 'environment'] as const) {
    const mail = await aMail(`${way}@harbour.example`)
    const notice = await aNotice('postfix-unknown', { ...mail, secret: 'unknown' })
    const to = `bounces+${mailToken(mail.id, mail.secret)}@news.example`
    const ran = await (way === 'argument'
      ? mainsource(['bounce', to], notice)
      : mainsource(['bounce'], notice, { ORIGINAL_RECIPIENT: to }))
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining(`Turned off ${mail.address}`) })
  }
})
