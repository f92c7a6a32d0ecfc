import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { mailToken, returnPath } from '../../../src/delivery/bounces/token.ts'
import type { ChannelId, DeliveryId } from '../../../src/domain/ids.ts'

const notices = path.resolve(import.meta.dirname, 'notices')
export const bounceAddress = 'bounces@news.example'

export interface About {
  readonly id: DeliveryId | ChannelId
  readonly address: string
  readonly secret: string
  readonly manageToken: string
}

/** One of the notices in `notices/`, about a mail of ours, as it comes over the wire. */
export async function aNotice(name: string, { id, address, secret, manageToken }: About): Promise<Buffer> {
  const text = await readFile(path.join(notices, `${name}.eml`), 'utf8')
  const token = mailToken(id, secret)
  const filled = text
    .replaceAll('{{returnPath}}', returnPath(bounceAddress, token))
    .replaceAll('{{token}}', token)
    .replaceAll('{{id}}', id)
    .replaceAll('{{manageToken}}', manageToken)
    .replaceAll('{{address}}', address)
    .replaceAll('{{ADDRESS}}', address.toUpperCase())
  return Buffer.from(filled.replace(/\r?\n/g, '\r\n'))
}
