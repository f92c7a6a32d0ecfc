import type { Finding } from './finding.ts'
import { formedBounce, quotedBounce } from './plainBounce.ts'
import type { Notice } from './readNotice.ts'
import { fateOf } from './statusFindings.ts'

/**
 * What a mail that came back says of our mail to `address`. A report for machines is believed before the words beside it;
 * what is only an automatic answer of a person's mailbox is never taken for a bounce.
 */
export function decideFinding(notice: Notice, address: string): Finding {
  if (notice.feedback) return feedbackFinding(notice)
  if (notice.statuses.length > 0) return statusFinding(notice, address)
  if (outlookComplaint.test(notice.original)) return { kind: 'complaint', by: 'Outlook.com' }
  if (notice.isReadingReceipt) return { kind: 'nothing', because: 'it only says that a mail was opened' }
  const formed = formedBounce(notice, address)
  if (formed) return formed
  if (isAutomaticAnswer(notice)) return { kind: 'nothing', because: 'it is an automatic answer' }
  return quotedBounce(notice, address) ?? { kind: 'unclear', because: subjectOf(notice) }
}

/** The kinds of feedback by which someone says that they do not want the mail (RFC 5965; the last two are in use). */
const complaints: ReadonlySet<string> = new Set(['abuse', 'fraud', 'opt-out', 'opt-out-list'])

function feedbackFinding({ feedback }: Notice): Finding {
  const type = (feedback?.get('feedback-type') ?? '').toLowerCase()
  if (!complaints.has(type))
    return { kind: 'nothing', because: `it is feedback of the kind “${type.slice(0, 40)}”` }
  const by = (feedback?.get('reporting-mta') ?? feedback?.get('source-domain'))?.replace(/^dns;\s*/i, '')
  return { kind: 'complaint', ...(by && { by: by.slice(0, 100) }) }
}

/** Outlook.com's reports (JMRP) are the mail itself, with this field added to its head. */
const outlookComplaint = /^X-HmXmrOriginalRecipient:/im

function statusFinding({ statuses }: Notice, address: string): Finding {
  const fates = statuses.flatMap((blocks) => fateOf(blocks, address) ?? [])
  const fate = fates.find((one) => one.kind === 'returned') ?? fates[0]
  if (!fate) return { kind: 'unclear', because: 'its delivery status names no recipient with a fate' }
  if (fate.kind === 'arrived') return { kind: 'nothing', because: 'the mail arrived' }
  if (fate.kind === 'waiting') return { kind: 'nothing', because: 'the mail is only delayed' }
  return fate
}

/** RFC 3834, and what was in use before it. */
function isAutomaticAnswer({ head }: Notice): boolean {
  const says = (name: string, pattern: RegExp) => pattern.test(head.get(name) ?? '')
  return (
    says('auto-submitted', /^\s*auto-(replied|notified)/i) ||
    says('precedence', /auto_?reply/i) ||
    ['x-autoreply', 'x-autorespond', 'x-auto-response', 'x-vacation'].some((name) => head.has(name)) ||
    says('subject', /^\s*(auto(matic)?([ -]?(reply|response))?:|out of (the )?office|abwesenheit)/i)
  )
}

function subjectOf({ head }: Notice): string {
  const subject = head.get('subject')?.slice(0, 200)
  return subject ? `it is called “${subject}”` : 'it has no subject'
}
