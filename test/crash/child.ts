import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { saveCapture } from '../../src/db/captures.ts'
import { findOrMakeSource } from '../../src/db/sources.ts'
import { makeSubscription } from '../../src/publishing/subscriptions/make.ts'
import type { Handoff } from '../../src/stage.ts'
import { aStory } from './aStory.ts'

// Runs the whole program on the data folder of its settings, takes in reports number FROM to TO, and says of each on
// its standard output that it is taken once it is. Then it says "idle" when nothing is left to do, and waits to be killed.

const [from = 0, to = 0] = process.argv.slice(2).map(Number)
const app = await openApp(readConfig())
const webhook = process.env['RECEIVER_URL'] ?? ''

const { count } = await app.db
  .selectFrom('subscriptions')
  .select((is) => is.fn.countAll<number>().as('count'))
  .executeTakeFirstOrThrow()
if (Number(count) === 0) {
  await app.db
    .transaction()
    .execute((tx) =>
      makeSubscription(
        tx,
        { query: 'harbourmaster', kind: 'webhook', address: webhook },
        app.config,
        new Date(),
      ),
    )
}
process.stdout.write('started\n')

for (let number = from; number < to; number++) {
  const content = aStory(number)
  const handoffs = await app.db.transaction().execute(async (tx): Promise<Handoff[]> => {
    const sourceId = await findOrMakeSource(tx, { name: `Source ${number % 5}` })
    const captureId = await saveCapture(tx, {
      sourceId,
      externalId: `report-${number}`,
      kind: 'text',
      content,
      hash: createHash('sha256').update(content).digest('hex'),
    })
    const next: Handoff[] = captureId ? [{ to: 'capture.taken', message: { captureId } }] : []
    await app.runner.hand(next, tx)
    return next
  })
  app.runner.wake(handoffs)
  process.stdout.write(`taken ${number}\n`)
}
do await app.runner.idle()
while (await isDelivering())
process.stdout.write('idle\n')

/** A delivery may be put off for a moment, when its channel has as many in work as it may: then no message is due. */
async function isDelivering(): Promise<boolean> {
  await wait(100)
  const waiting = await app.db.selectFrom('deliveries').select('id').where('state', '=', 'waiting').execute()
  return waiting.length > 0
}
