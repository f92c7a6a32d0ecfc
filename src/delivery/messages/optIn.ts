import type { SendMailOptions } from 'nodemailer'
import type { Channel } from '../../db/channels.ts'
import type { Subscription } from '../../db/subscriptions.ts'
import { confirmLink } from '../links.ts'

/** The mail that asks whether someone wants the alerts that were asked for under their address. */
export function optInMail(channel: Channel, subscription: Subscription, siteUrl: string): SendMailOptions {
  const link = confirmLink(channel.confirmToken ?? '', siteUrl)
  const asked = subscription.query === '' ? `the story “${subscription.title}”` : `“${subscription.query}”`
  return {
    to: channel.address,
    subject: 'Confirm your alerts from Mainsource',
    // Whoever is away need not tell us.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    text: [
      `Someone, probably you, asked for alerts about ${asked} to be sent to this address.`,
      `If it was you, open this page and confirm:\n${link}`,
      'If it was not, do nothing: no more mail will come.',
      `Mainsource at ${siteUrl}`,
      '',
    ].join('\n\n'),
  }
}
