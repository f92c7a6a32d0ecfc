import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { openApp } from '../src/app.ts'
import { reports } from '../src/sample/reports.ts'
import { replaySample } from '../src/sample/start.ts'
import { aConfig } from './support/context.ts'

/** A server on which databases may be made and dropped; without it this file says that it was skipped. */
const server = process.env['MAINSOURCE_TEST_DATABASE_URL']

/** Runs `use` on a new database of the server, which is gone afterwards. */
async function onNewDatabase(use: (databaseUrl: string) => Promise<void>): Promise<void> {
  const name = `mainsource_test_${process.pid}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${name}`)
  try {
    const url = new URL(server!)
    url.pathname = `/${name}`
    await use(url.href)
  } finally {
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
}

async function settings(databaseUrl: string) {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'mainsource-postgres-'))
  return aConfig({ databaseUrl, dataFolder, logLevel: 'error' })
}

test.skipIf(!server)(
  'on a PostgreSQL server every report passes every stage, and a second process is refused',
  { timeout: 180_000 },
  () =>
    onNewDatabase(async (url) => {
      const app = await openApp(await settings(url))
      try {
        await expect(openApp(await settings(url))).rejects.toThrow('already working on the database')
        await replaySample(app, 0)
        await app.runner.idle()
        const rows = await app.db
          .selectFrom('reports')
          .select('id')
          .where('public_at', 'is not', null)
          .execute()
        expect(rows).toHaveLength(new Set(reports.map(({ source, slug }) => `${source} ${slug}`)).size)
        expect((await app.runner.depths()).filter(({ failed }) => failed > 0)).toEqual([])
      } finally {
        await app.close()
      }
      await (await openApp(await settings(url))).close()
    }),
)
