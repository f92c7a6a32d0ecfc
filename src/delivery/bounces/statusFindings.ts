import { plainAddress } from './addresses.ts'
import type { Fields } from './fields.ts'
import type { Returned } from './finding.ts'
import { type Severity, severityOf, statusIn } from './severity.ts'

type Fate = { readonly kind: 'arrived' } | { readonly kind: 'waiting' } | Returned

/**
 * What a delivery status (RFC 3464) says of a mail to `address`. Where it names several recipients, those count that are
 * this address or were reached through it; without any, all of them do. One that was reached is enough.
 */
export function fateOf(blocks: readonly Fields[], address: string): Fate | undefined {
  const recipients = blocks.filter((fields) => fields.has('action') || fields.has('status'))
  const ours = recipients.filter((fields) => reachedThrough(fields, address))
  const fates = (ours.length > 0 ? ours : recipients).flatMap((fields) => fateOfOne(fields, address) ?? [])
  return (
    fates.find((fate) => fate.kind === 'arrived') ??
    fates.find((fate) => fate.kind === 'returned' && fate.severity === 'soft') ??
    fates.find((fate) => fate.kind === 'returned') ??
    fates[0]
  )
}

function reachedThrough(fields: Fields, address: string): boolean {
  return ['original-recipient', 'final-recipient'].some((name) => names(fields.get(name), address))
}

function names(written: string | undefined, address: string): boolean {
  return written !== undefined && plainAddress(written) === plainAddress(address)
}

function fateOfOne(fields: Fields, address: string): Fate | undefined {
  const status = statusIn(fields.get('status') ?? '')
  const action = /^[a-z]+/i.exec(fields.get('action') ?? '')?.[0].toLowerCase() ?? actionOf(status)
  if (action === 'delivered' || action === 'relayed' || action === 'expanded') return { kind: 'arrived' }
  if (action === 'delayed') return { kind: 'waiting' }
  if (action !== 'failed') return undefined
  const text = (fields.get('diagnostic-code') ?? '').replace(/^[\w-]+;\s*/, '')
  const final = fields.get('final-recipient')
  // Behind an address that forwards, or that stands for several, one mailbox is gone: the address itself may be good.
  const isBehind = final !== undefined && !names(final, address)
  return { kind: 'returned', severity: severity(status, text, isBehind), status: telling(status, text), text }
}

/** A status without an action: those of class 5 have failed; 4 is what is tried again. */
function actionOf(status: string | undefined): string | undefined {
  return { '2': 'delivered', '4': 'delayed', '5': 'failed' }[status?.[0] ?? '']
}

function severity(status: string | undefined, text: string, isBehind: boolean): Severity {
  // What failed after it was put off (class 4) was tried for days: it may work again.
  if (isBehind || (status !== undefined && !status.startsWith('5'))) return 'soft'
  return severityOf({ status, text }) ?? 'soft'
}

/** The status that says more: of "5.0.0" and "550 5.1.1 …" the second. */
function telling(status: string | undefined, text: string): string | undefined {
  const quoted = statusIn(text)
  return status === undefined || (/^5\.\d\.0$/.test(status) && quoted) ? quoted : status
}
