import { readConfig } from '../../config.ts'
import type { Reading } from '../../domain/reading.ts'
import { Failure } from '../../failure.ts'
import { lookAt } from '../../intake/look.ts'
import { openLog } from '../../log.ts'
import { readHtml } from '../../reading/readHtml.ts'
import { readText } from '../../reading/readText.ts'

/** Fetches an address as intake would and reads what is there. Throws a Failure that says why it could not. */
export async function readAddress(address: string): Promise<Reading> {
  const config = readConfig()
  const context = { config, log: openLog(config.logLevel), now: () => new Date() }
  const found = await lookAt(address, context, { hopes: 'page' })
  if (found.kind === 'failed') throw new Failure('unavailable', found.say)
  if (found.kind !== 'page') throw new Failure('unavailable', 'There is no page at this address.')
  const { url, content, contentKind, contentType, repairs } = found.page
  if (contentKind === 'text') return readText(content, { url, repairs })
  return readHtml(content, { url, contentType, repairs })
}
