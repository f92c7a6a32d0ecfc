/** A robots.txt as read: groups of rules by the agents they are for (RFC 9309). */
export interface RobotsRules {
  readonly groups: readonly RobotsGroup[]
}

interface RobotsGroup {
  /** Product tokens in lower case; "*" is for everyone. */
  readonly agents: readonly string[]
  readonly rules: readonly RobotsRule[]
  readonly crawlDelayS?: number
}

interface RobotsRule {
  readonly allow: boolean
  readonly pattern: string
}

/** Longer lines are cut, as the common crawlers do: an address is at most this long eight times over. */
const longestLine = 2083 * 8

/**
 * Reads a robots.txt. Nothing in it is an error: unknown lines are passed over, a colon may be missing, and the usual
 * misspellings of "disallow" count, since their authors meant to refuse.
 */
export function parseRobots(text: string): RobotsRules {
  const groups: Mutable[] = []
  let group: Mutable | undefined
  let agentsEnded = true
  for (const { key, value } of linesOf(text)) {
    if (key === 'user-agent') {
      if (agentsEnded) groups.push((group = { agents: [], rules: [] }))
      group!.agents.push(productToken(value))
      agentsEnded = false
    } else if (key === 'allow' || key === 'disallow') {
      agentsEnded = true
      if (value !== '') group?.rules.push({ allow: key === 'allow', pattern: escapePattern(value) })
    } else if (key === 'crawl-delay') {
      agentsEnded = true
      const seconds = Number(value)
      if (group && value !== '' && seconds >= 0) group.crawlDelayS = seconds
    }
  }
  return { groups }
}

interface Mutable {
  agents: string[]
  rules: RobotsRule[]
  crawlDelayS?: number
}

/**
 * True when `agent` (its product token alone, such as "Mainsource") may fetch the address, which is percent-encoded as
 * `URL` gives it.
 */
export function robotsAllow(rules: RobotsRules, agent: string, address: string): boolean {
  const path = pathOf(address)
  let best: { length: number; allow: boolean } = { length: -1, allow: true }
  for (const rule of groupsFor(rules, agent).flatMap((group) => group.rules)) {
    const length = matchLength(rule, path)
    if (length > best.length || (length === best.length && rule.allow)) best = { length, allow: rule.allow }
  }
  return best.allow
}

/** The Crawl-delay asked of this agent, in seconds. */
export function robotsDelay(rules: RobotsRules, agent: string): number | undefined {
  const delays = groupsFor(rules, agent).flatMap((group) => group.crawlDelayS ?? [])
  return delays.length > 0 ? Math.max(...delays) : undefined
}

/** All groups that name the agent count as one; those for everyone count only where none does. */
function groupsFor(rules: RobotsRules, agent: string): readonly RobotsGroup[] {
  const token = agent.toLowerCase()
  const own = token === '' ? [] : rules.groups.filter((group) => group.agents.includes(token))
  return own.length > 0 ? own : rules.groups.filter((group) => group.agents.includes('*'))
}

function* linesOf(text: string): Generator<{ key: string; value: string }> {
  const body = text.replace(/^(?:\ufeff|ï»¿)/, '')
  for (const whole of body.split(/\r\n|\r|\n/)) {
    const line = whole.slice(0, longestLine).replace(/#.*$/s, '').trim()
    const parts = /^([^:]*?)\s*:\s*(.*)$/s.exec(line) ?? /^(\S+)\s+(\S+)$/.exec(line)
    if (parts) yield { key: keyOf(parts[1]!), value: parts[2]! }
  }
}

function keyOf(name: string): string {
  const key = name.trim().toLowerCase()
  if (/^user[ -]?agent$/.test(key)) return 'user-agent'
  if (/^(?:dissallow|dissalow|disalow|diasllow|disallaw)$/.test(key)) return 'disallow'
  return key
}

/** "Mainsource" of "Mainsource/0.1 (…)", in lower case; "*" of "*" and of "* anything". */
function productToken(value: string): string {
  if (/^\*(?:\s|$)/.test(value)) return '*'
  return /^[a-z_-]*/i.exec(value)![0].toLowerCase()
}

/** Patterns are compared with escaped paths: other than ASCII is percent-encoded as UTF-8, escapes in upper case. */
function escapePattern(pattern: string): string {
  return upperCaseEscapes(pattern).replace(/[^\x00-\x7f]+/g, (beyond) =>
    encodeURIComponent(beyond.toWellFormed()),
  )
}

function upperCaseEscapes(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (octet) => octet.toUpperCase())
}

/** Path and query as they are asked for; "/" where the address has none. */
function pathOf(address: string): string {
  const afterScheme = address.includes('://') ? address.slice(address.indexOf('://') + 3) : address
  const start = afterScheme.search(/[/?;]/)
  if (start < 0) return '/'
  const path = afterScheme.slice(start).replace(/#.*$/s, '')
  return upperCaseEscapes(path.startsWith('/') ? path : `/${path}`)
}

/** The length of the pattern where it matches the path from its start, else -1. */
function matchLength(rule: RobotsRule, path: string): number {
  if (matches(rule.pattern, path)) return rule.pattern.length
  if (!rule.allow) return -1
  // A folder is its index page: "allow: /news/index.html" allows "/news/" itself.
  const folder = /^(.*\/)index\.html?/.exec(rule.pattern)?.[1]
  return folder !== undefined && matches(`${folder}$`, path) ? folder.length + 1 : -1
}

/**
 * Whether a pattern with "*" (anything) and a last "$" (the end) matches from the start of a path. It goes once through
 * the pattern keeping every place it may have reached, so no pattern is slow.
 */
function matches(pattern: string, path: string): boolean {
  let places = [0]
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!
    if (character === '$' && at === pattern.length - 1) return places.at(-1) === path.length
    if (character === '*') {
      const first = places[0]!
      places = Array.from({ length: path.length - first + 1 }, (_, step) => first + step)
    } else {
      places = places.filter((place) => path[place] === character).map((place) => place + 1)
      if (places.length === 0) return false
    }
  }
  return true
}
