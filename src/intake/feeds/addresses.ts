/** An address as printed, made absolute; undefined when it is none, or cannot be made absolute. */
export function resolveAddress(printed: string | undefined, base: string | undefined): string | undefined {
  const address = printed?.trim()
  if (!address) return undefined
  if (plainAbsolute.test(address)) return address
  const cleaned = address.replace(/[\t\r\n]/g, '')
  const absolute = URL.parse(cleaned) ?? (base === undefined ? null : URL.parse(cleaned, base))
  return absolute?.href
}

/**
 * An address one may follow: http or https. A page or a picture of any other scheme is left out, but for `feed:`, which
 * stands for either.
 */
export function resolveWebAddress(printed: string | undefined, base: string | undefined): string | undefined {
  const address = resolveAddress(printed, base)
    ?.replace(/^feed:(?:\/\/)?(https?:)/i, '$1')
    .replace(/^feed:/i, 'http:')
  return address !== undefined && /^https?:/i.test(address) ? address : undefined
}

/** The common case, which needs no parsing and stays as the source printed it. */
const plainAbsolute = /^https?:\/\/[\w.-]+(?::\d+)?(?:[/?#][^\s<>"'\\^`{}|]*)?$/i
