import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from './config.ts'
import { type Db, type OpenDatabase, openDatabase } from './db/open.ts'
import { Failure } from './failure.ts'
import { type HeldFolder, holdFolder } from './folder.ts'
import { type Logger, openLog } from './log.ts'
import { type Memory, newMemory } from './memory.ts'
import { pipeline } from './pipeline.ts'
import { type Runner, startRunner } from './runner.ts'
import type { StageContext } from './stage.ts'
import type { SentenceEncoder } from './text/translated/sentenceEncoder.ts'

/** Everything that runs in one process: the database, the stages at work, and what they hold in memory. */
export interface App {
  readonly config: Config
  readonly log: Logger
  readonly database: OpenDatabase
  readonly db: Db
  readonly runner: Runner
  readonly context: StageContext
  readonly memory: Memory
  readonly folder: HeldFolder
  close(): Promise<void>
}

/** Opens the data folder and starts every stage. Throws a Failure when another process has the folder. */
export async function openApp(config: Config, options: { now?: () => Date } = {}): Promise<App> {
  const log = openLog(config.logLevel)
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 })
  const folder = await holdFolder(config.dataFolder)
  try {
    const encoder = await encoderFor(config)
    const database = await openDatabase({ url: config.databaseUrl, folder: config.dataFolder })
    const context: StageContext = { config, log, now: options.now ?? (() => new Date()) }
    const memory = newMemory()
    memory.passages.encoder = encoder
    const runner = await startRunner(database, pipeline(memory), context)
    const close = async () => {
      await runner.stop()
      await database.close()
      await folder.release()
    }
    return { config, log, database, db: database.db, runner, context, memory, folder, close }
  } catch (error) {
    await folder.release()
    throw error
  }
}

/** The sentence encoder where it is turned on. Throws a Failure that says what to do when it cannot be had. */
async function encoderFor({ sentenceEncoder, dataFolder }: Config): Promise<SentenceEncoder | undefined> {
  if (!sentenceEncoder) return undefined
  const { loadSentenceEncoder } = await import('./text/translated/sentenceEncoder.ts')
  const loaded = await loadSentenceEncoder(path.join(dataFolder, 'models'))
  if ('kind' in loaded) throw new Failure('unavailable', loaded.message)
  return loaded
}
