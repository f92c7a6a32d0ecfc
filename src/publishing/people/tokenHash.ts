import { createHash } from 'node:crypto'

/** What is kept of the token of a one-time link: enough to know it again, too little to make the link. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
