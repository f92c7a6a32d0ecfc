import type { FaultKind } from './fetching/fetched.ts'

const browser = 'Open the address in a browser to see whether it is right.'
const later = 'Try again later.'

const advice: Partial<Record<FaultKind, string>> = {
  'no-such-host': 'Check how the address is spelt, and whether this machine is online.',
  refused: browser,
  'cut-off': later,
  'bad-certificate': 'Its owner must mend that; a plain http:// address of it may work.',
  'bad-response': browser,
  'bad-encoding': later,
  timeout: later,
  'redirect-loop': browser,
  robots:
    'Mainsource keeps to that. Ask the owner to allow the agent “Mainsource”, or add another address of theirs.',
  'robots-unreachable': later,
  'not-found': browser,
  gone: 'Look for its new address on the site.',
  forbidden: 'Ask the owner to let the agent “Mainsource” in.',
  'slow-down': later,
  'server-error': later,
  'refused-status': browser,
  unreadable:
    'Give the address of a feed, of a news sitemap, or of a page that links to one; or take just the page with --page.',
  'not-a-page': 'Give the address of a feed, of a news sitemap or of a web page.',
  busy: later,
}

/** What a person can do about an address that could not be followed; undefined where the fault itself says it. */
export function adviceFor(why: FaultKind): string | undefined {
  return advice[why]
}
