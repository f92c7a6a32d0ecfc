import { type Benchmark, type Claim, median, printTable } from './claims.ts'
import { mailSpeed } from './delivery/mail.ts'
import { notificationSpeed } from './delivery/notifications.ts'
import { webhookSpeed } from './delivery/webhooks.ts'

/** Two ways of doing the same, each so many a second. */
export interface Beside {
  readonly ours: number
  readonly theirs: number
}

/** Rounds of both in turn, so that what else the machine does meets both alike; the middle share counts. */
const rounds = 5

async function beside(measure: () => Promise<Beside>): Promise<Beside & { share: number }> {
  const measured: Beside[] = []
  for (let round = 0; round < rounds; round++) measured.push(await measure())
  return {
    ours: median(measured.map(({ ours }) => ours)),
    theirs: median(measured.map(({ theirs }) => theirs)),
    share: median(measured.map(({ ours, theirs }) => ours / theirs)),
  }
}

async function measure(): Promise<readonly Claim[]> {
  console.log(
    'Each beside what it is compared with, in the same process, in turn; receivers are on loopback.\n',
  )
  const notifications = await beside(notificationSpeed)
  const mail = await mailSpeed(beside)
  const webhooks = await webhookSpeed(beside)
  printTable(
    ['a second', 'ours', 'theirs', 'share'],
    [
      ['webhooks sent / bare undici', webhooks.sent.ours, webhooks.sent.theirs, webhooks.sent.share],
      [
        'webhooks with queue and log / bare undici',
        webhooks.kept.ours,
        webhooks.kept.theirs,
        webhooks.kept.share,
      ],
      ['notifications / web-push', notifications.ours, notifications.theirs, notifications.share],
      ['mail / nodemailer pooled', mail.ours, mail.theirs, mail.share],
    ],
  )
  return [
    { name: 'signed webhooks with queue and log, of bare undici', figure: webhooks.kept.share, target: 0.6 },
    { name: 'notifications, of the web-push package', figure: notifications.share, target: 2.5 },
    { name: 'mail, of nodemailer pooled', figure: mail.share, target: 0.8 },
  ]
}

export default {
  about: 'signed webhooks beside bare undici, notifications beside web-push, mail beside nodemailer',
  measure,
} satisfies Benchmark
