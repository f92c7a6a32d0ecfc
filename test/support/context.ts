import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Config, readConfig } from '../../src/config.ts'
import type { Db } from '../../src/db/open.ts'
import { openLog } from '../../src/log.ts'
import type { Handoff, Messages, Queue, Stage, StageContext } from '../../src/stage.ts'

/** Settings as they are by default, but for what a test is about. */
export function aConfig(changes: Partial<Config> = {}): Config {
  return {
    ...readConfig({}),
    dataFolder: path.join(tmpdir(), 'mainsource-test-unused'),
    logLevel: 'silent',
    ...changes,
  }
}

export function aContext(changes: Partial<StageContext> = {}): StageContext {
  return { config: aConfig(), log: openLog('silent'), now: () => new Date(), ...changes }
}

/** Runs a stage once as the runner would, but for the queue: `reach`, then `run` in one transaction. */
export async function runStage<Takes extends Queue, Reached>(
  stage: Stage<Takes, Reached>,
  message: Messages[Takes],
  db: Db,
  context: StageContext = aContext(),
): Promise<readonly Handoff[]> {
  const reached = await stage.reach?.(message, db, context)
  return db.transaction().execute((tx) => stage.run(message, tx, context, reached as Reached))
}
