import { askingCameBack } from '../../db/bounces.ts'
import { countChannelsTo } from '../../db/channels.ts'
import type { Tx } from '../../db/open.ts'
import { Failure } from '../../failure.ts'

/** Mail that strangers can cause to one address within an hour. */
const mailsAnHour = 3
const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** So long an address is left alone that called the mail unwanted by which it was asked. */
const unwantedDays = 30

/**
 * Sees whether an address may be asked by mail to confirm. Throws a Failure where it was asked too often, where such mail
 * came back for good within a day, or where it was called unwanted, unless the address was confirmed since.
 */
export async function checkMayAsk(tx: Tx, address: string, now: Date): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms)
  if ((await countChannelsTo(tx, address, before(hourMs))) >= mailsAnHour) {
    throw new Failure('conflict', 'This address was asked several times within the hour. Try again later.')
  }
  if (await askingCameBack(tx, address, 'hard', before(dayMs))) {
    throw new Failure(
      'conflict',
      'Mail to this address came back lately: there seems to be no such mailbox. See whether it is written right, or try again tomorrow.',
    )
  }
  if (await askingCameBack(tx, address, 'complaint', before(unwantedDays * dayMs))) {
    throw new Failure(
      'conflict',
      'Mail that asked this address to confirm was reported as unwanted, so no more is sent for some weeks. Choose another way.',
    )
  }
}
