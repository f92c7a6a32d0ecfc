import net from 'node:net'

const notPublic = new net.BlockList()
// The IANA registry of special-purpose IPv4 addresses, with multicast and what is reserved.
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv4')
}
// Within 2000::/3, which is all of IPv6 that is routed publicly: protocol assignments with Teredo, and documentation.
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv6')
}

/**
 * True when an IP address may be anyone's on the public internet. False for loopback, private, link-local, shared
 * (carrier-grade), multicast, reserved and documentation addresses, for IPv6 forms that carry such an IPv4 address
 * (mapped, NAT64, 6to4), and for what is not an IP address.
 */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  if (net.isIPv4(plain)) return !notPublic.check(plain, 'ipv4')
  if (!net.isIPv6(plain)) return false
  const groups = groupsOf(plain)
  const carried = carriedIPv4(groups)
  if (carried) return isPublicAddress(carried)
  return groups[0]! >> 13 === 1 && !notPublic.check(plain, 'ipv6')
}

/** The IPv4 address inside an IPv4-mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96) or 6to4 (2002::/16) address. */
function carriedIPv4(groups: readonly number[]): string | undefined {
  const head = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':')
  if (head === '0:0:0:0:0:ffff' || head === '64:ff9b:0:0:0:0') return dotted(groups[6]!, groups[7]!)
  return groups[0] === 0x2002 ? dotted(groups[1]!, groups[2]!) : undefined
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The eight 16-bit groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const [left = '', right] = address.split('::')
  const head = parseGroups(left)
  if (right === undefined) return head
  const tail = parseGroups(right)
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

function parseGroups(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [Number.parseInt(part, 16)]
    const [a, b, c, d] = part.split('.').map(Number) as [number, number, number, number]
    return [(a << 8) | b, (c << 8) | d]
  })
}
