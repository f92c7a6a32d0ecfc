import { openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { newId } from '../../src/domain/ids.ts'
import { followList } from '../../src/intake/followList.ts'
import { askedFor } from './reports.ts'

// The whole program on a data folder of its own: makes the subscriptions, follows the feeds, says "ready", and runs.

const [subscriptions = 0, feeds = 0, url = ''] = process.argv
  .slice(2)
  .map((one) => (/^\d+$/.test(one) ? Number(one) : one)) as [number, number, string]
const config = { ...readConfig(), minPollSeconds: 1, maxPollSeconds: 1, hostDelaySeconds: 0 }
const app = await openApp(config)
const at = new Date()
for (let from = 0; from < subscriptions; from += 500) {
  const made = Array.from({ length: Math.min(500, subscriptions - from) }, (_, i) => ({
    number: from + i,
    id: newId('subscription'),
  }))
  await app.db
    .insertInto('subscriptions')
    .values(
      made.map(({ number, id }) => ({
        id,
        query: askedFor(number),
        title: `Subscription ${number}`,
        feed_token: `feed-${number}`,
        manage_token: `manage-${number}`,
      })),
    )
    .execute()
  await app.db
    .insertInto('channels')
    .values(
      made.map(({ number, id }) => ({
        id: newId('channel'),
        subscription_id: id,
        kind: 'webhook' as const,
        address: `${url}/hook/${number}`,
        secret: `whsec_${Buffer.from(`secret of ${number}`).toString('base64')}`,
        confirmed_at: at,
      })),
    )
    .execute()
}
const listed = Array.from({ length: feeds }, (_, i) => ({ url: `${url}/feed/${i}`, title: `Keeper ${i}` }))
await followList(app.db, listed as never, app.context, app.runner)
process.stdout.write('ready\n')
// TRACE=1 shows what waits, is held back and was given up on each queue.
if (process.env['TRACE']) {
  setInterval(async () => {
    const depths = await app.runner.depths()
    console.error(
      new Date().toISOString().slice(17, 23),
      depths
        .filter((one) => one.waiting + one.failed + one.heldBack > 0)
        .map((one) => `${one.queue} ${one.waiting}/${one.heldBack}/${one.failed}`)
        .join(', '),
    )
  }, 2000)
}
process.on('SIGTERM', () => {
  void app.close().then(() => process.exit(0))
})
