import { expect, test } from 'vitest'
import { mayPass } from '../../../src/delivery/bounces/severity.ts'

test.each([
  ['550 5.1.1 user unknown', false],
  ['550 No such mailbox', false],
  ['550 5.4.1 Recipient address rejected: Access denied', false],
  ['550 Requested action not taken: mailbox unavailable', false],
  ['550 5.7.1 Service unavailable, your host is listed', true],
  ['550 Blocked by our policy', true],
  ['550 5.2.2 mailbox full', true],
  ['553 5.1.8 Sender address rejected', true],
])('an address that is refused at once with “%s” may be good: %s', (text, may) => {
  expect(mayPass(text)).toBe(may)
})
