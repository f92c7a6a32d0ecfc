import { endChannel, findChannel, noteConfirmSent, noteFailing, noteWorking } from '../db/channels.ts'
import { findSubscription } from '../db/subscriptions.ts'
import type { Stage } from '../stage.ts'
import type { Outcome } from './channel.ts'
import { channelsFor } from './channels.ts'
import { decideNext } from './decideNext.ts'
import { knownBy } from './email.ts'
import { optInMail } from './messages/optIn.ts'

/** Asks whoever a new mail address belongs to whether they want the alerts. Other channels need no asking. */
export const askToConfirm: Stage<'channel.made', Outcome | undefined> = {
  name: 'asking to confirm',
  takes: 'channel.made',
  lanes: 2,
  async reach({ channelId }, db, { config }) {
    const channel = await findChannel(db, { id: channelId })
    if (channel?.kind !== 'email' || channel.confirmedAt || channel.confirmSentAt || channel.endedAt)
      return undefined
    const subscription = await findSubscription(db, { id: channel.subscriptionId })
    if (!subscription || subscription.endedAt) return undefined
    const mail = optInMail(channel, subscription, config.siteUrl)
    return channelsFor(config).mailer.send({ ...mail, ...knownBy(channel.id, channel, config) })
  },
  async run({ channelId }, tx, { now }, outcome) {
    if (!outcome) return []
    if (outcome.kind === 'delivered') {
      await noteConfirmSent(tx, channelId, now())
      await noteWorking(tx, [channelId])
      return []
    }
    const failures = (await findChannel(tx, { id: channelId }))?.failures ?? 0
    const next = decideNext(outcome, failures, now(), Math.random())
    if (next.kind === 'settled') {
      await endChannel(tx, channelId, now(), outcome.why)
      return []
    }
    await noteFailing(tx, { id: channelId, failures }, outcome.why, next.at)
    return [{ to: 'channel.made', message: { channelId }, after: next.at, only: channelId }]
  },
}
