import type { SendMailOptions } from 'nodemailer'
import type { Channel } from '../../db/channels.ts'
import type { Subscription } from '../../db/subscriptions.ts'
import { rulesInWords } from '../../domain/rules.ts'
import { confirmLink } from '../links.ts'
import { shortened } from './words.ts'

/** Who asks is not known yet: a mail to someone else is no place for a text of theirs. */
const longestAsked = 200

/** The mail that asks whether someone wants the alerts that were asked for under their address. */
export function optInMail(channel: Channel, subscription: Subscription, siteUrl: string): SendMailOptions {
  const link = confirmLink(channel.confirmToken ?? '', siteUrl)
  const { query, title, rules, zone } = subscription
  const asked =
    query === '' ? `the story “${shortened(title, longestAsked)}”` : `“${shortened(query, longestAsked)}”`
  const heeded = rulesInWords(rules, zone).join('; ')
  return {
    to: channel.address,
    subject: 'Confirm your alerts from Mainsource',
    // Whoever is away need not tell us.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    text: [
      `Someone, probably you, asked for alerts about ${asked} to be sent to this address${heeded && `: ${heeded}`}.`,
      `If it was you, open this page and confirm:\n${link}`,
      'If it was not, do nothing: no more mail will come.',
      `Mainsource at ${siteUrl}`,
      '',
    ].join('\n\n'),
  }
}
