import { fold } from '../credits/findAgencies.ts'

/**
 * A headline without what a site adds to it: its name after a dash or bar, an ellipsis where it was cut, and a
 * conjunction the cut left dangling. `siteNames` are the names the page is known to go by; hosts will do.
 */
export function cleanHeadline(printed: string, siteNames: readonly string[] = []): string {
  const flat = printed.replace(/\s+/g, ' ').trim()
  const bare = withoutCut(
    withoutSite(
      flat,
      siteNames.map(keyOf).filter((key) => key.length >= 3),
    ),
  )
  return bare === '' ? flat : bare
}

const separator = /\s+[|»«·•–—-]{1,2}\s+|\s*(?:\||::|»)\s*|\s*[|｜]\s*/gu

function withoutSite(headline: string, keys: readonly string[]): string {
  for (const { index, 0: mark } of [...headline.matchAll(separator)].reverse()) {
    const before = headline.slice(0, index)
    const after = headline.slice(index + mark.length)
    if (isSite(after, keys) && before.length > 0) return withoutSite(before.trim(), keys)
    if (isSite(before, keys) && after.length > before.length) return withoutSite(after.trim(), keys)
    if (/[|｜]|::/.test(mark) && looksLikeSite(after, before)) return withoutSite(before.trim(), keys)
  }
  return headline
}

function isSite(part: string, keys: readonly string[]): boolean {
  const key = keyOf(part)
  return (
    key !== '' &&
    keys.some((known) => key === known || (key.length >= 4 && known.startsWith(key)) || key === `the${known}`)
  )
}

/** After a bar, a few capitalised words beside a longer headline are the site's name. */
function looksLikeSite(after: string, before: string): boolean {
  const words = after.trim().split(/\s+/)
  return (
    words.length <= 4 &&
    before.trim().split(/\s+/).length >= 4 &&
    words.every((word) => /^[\p{Lu}\p{Lo}\d&]/u.test(word))
  )
}

const cut = /\s*(?:\.{3,}|…|\[\s*(?:\.{3}|…)\s*\])\s*$/u
const dangling = /[\s,;:–—-]+(?:and|or|but|et|ou|mais|und|oder|aber|y|o|pero|e|ma|en|и|а|но|و)?$/iu

function withoutCut(headline: string): string {
  if (!cut.test(headline)) return headline
  return headline.replace(cut, '').replace(dangling, '').trim()
}

function keyOf(name: string): string {
  return fold(name)
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.|m\.|amp\.)?/, '')
    .replace(/\.(?:com?|org|net|news|info|[a-z]{2})(?:\.[a-z]{2})?$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}
