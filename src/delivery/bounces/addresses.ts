import { domainToASCII } from 'node:url'

/**
 * An address as reports write it, so that two can be compared: `rfc822; <Ana@Example.org>` (RFC 3464) and
 * `utf-8; ana\x{F6}@example.org` (RFC 6533) without their type, in small letters, the domain in ASCII.
 */
export function plainAddress(written: string): string {
  const bare = written
    .replace(/^[\w-]+;/, '')
    .replace(/\\x\{([0-9a-f]{1,6})\}/gi, (all, hex: string) => letter(Number.parseInt(hex, 16)) ?? all)
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .toLowerCase()
    .normalize('NFC')
  const at = bare.lastIndexOf('@')
  if (at === -1) return bare
  const domain = bare.slice(at + 1)
  return `${bare.slice(0, at)}@${domainToASCII(domain) || domain}`
}

function letter(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
