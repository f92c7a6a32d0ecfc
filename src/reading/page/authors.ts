import type { PageBlock } from './blocks.ts'
import type { Surroundings } from './dates.ts'
import { articlesOf, type Facts, isObject, textIn, tidy, unescapeTwice } from './facts.ts'
import { fold } from './title.ts'
import type { Element } from './tree.ts'

const metaNames = [
  'parsely-author',
  'sailthru.author',
  'article:author_name',
  'author',
  'article:author',
  'dc.creator',
  'dcterms.creator',
  'dc.contributor',
  'byl',
  'cxenseparse:author',
  'citation_author',
  'article.author',
  'og:article:author',
  'book:author',
  'shareaholic:article_author_name',
  'rbauthors',
  'creator',
]

/** Who a page says wrote it, in the order it says so; persons and, where it names those, agencies and desks. */
export function chooseAuthors(
  facts: Facts,
  { head, foot }: Surroundings,
  siteName: string | undefined,
): string[] {
  const candidates = [
    fromThings(facts),
    ...metaNames.map((name) => facts.metas.get(name) ?? []),
    fromProperty(facts),
    fromRelations(facts),
    fromNames(facts),
    fromText([...head, ...foot]),
  ]
  for (const candidate of candidates) {
    const names = distinct(candidate.flatMap(splitNames)).filter(
      (name) => isName(name) && !isSiteItself(name, siteName),
    )
    if (names.length > 0 && names.length <= 20) return names
  }
  return []
}

function fromThings(facts: Facts): string[] {
  for (const thing of articlesOf(facts)) {
    const names = namesIn(thing['author'] ?? thing['creator'], facts, 0)
    if (names.length > 0) return names
  }
  return []
}

function namesIn(value: unknown, facts: Facts, depth: number): string[] {
  if (depth > 4) return []
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.slice(0, 50).flatMap((item) => namesIn(item, facts, depth + 1))
  if (!isObject(value)) return []
  const id = value['@id']
  const known = typeof id === 'string' && value['name'] === undefined ? facts.thingsById.get(id) : undefined
  return namesIn((known ?? value)['name'], facts, depth + 1)
}

/** Elements with `itemprop="author"`: the name inside where one is marked, else all their text. */
function fromProperty({ marked }: Facts): string[] {
  const authors = marked
    .filter((element) => /^(author|creator)$/i.test(element.attributes['itemprop'] ?? ''))
    .slice(0, 20)
  const names = marked.filter((element) => element.attributes['itemprop'] === 'name')
  return authors.map((author) => {
    const name = names.find((inner) => isWithin(inner, author)) ?? author
    return name.attributes['content'] ?? textIn(name)
  })
}

function isWithin(inner: Element, outer: Element): boolean {
  for (let at: Element | undefined = inner; at; at = at.parent) if (at === outer) return true
  return false
}

function fromRelations({ marked }: Facts): string[] {
  return marked
    .filter((element) => element.tag === 'a' && /(^|\s)author(\s|$)/i.test(element.attributes['rel'] ?? ''))
    .slice(0, 20)
    .map(textIn)
}

const bylineNames =
  /(?:^|[\s_-])(?:by-?line|author|authors|author-?name|autor|autoren|auteur|writer|reporter|fn|contributor|post-?author|article-?author|entry-?author|byline-?name)(?:$|[\s_-]|__)/i
const bylineAsides = /bio|about|image|photo|avatar|social|follow|comment|related|desc|date|time|box/i

/** Elements whose names say byline or author, the first that reads like one. */
function fromNames({ marked }: Facts): string[] {
  for (const element of marked) {
    const names = `${element.attributes['class'] ?? ''} ${element.attributes['id'] ?? ''} ${element.attributes['data-testid'] ?? ''}`
    if (!bylineNames.test(names) || bylineAsides.test(names) || inComment(element)) continue
    const text = tidy(textIn(element))
    if (text.length <= 120 && splitNames(text).some(isName)) return [text]
  }
  return []
}

function inComment(element: Element): boolean {
  for (let at: Element | undefined = element; at; at = at.parent) {
    if (/comment/i.test(`${at.attributes['class'] ?? ''} ${at.attributes['id'] ?? ''}`) && at.tag !== 'body')
      return true
  }
  return false
}

const by =
  /^(?:written |reported |posted |published |story |words |text |article |analysis |opinion )?(?:by|von|par|por|di|da|door|av|af|autor(?:in)?|auteur|author|автор|بقلم|كتب|przez|od)\s*:?\s+(.{3,80})$/iu

function fromText(near: readonly PageBlock[]): string[] {
  for (const block of near) {
    const found = block.text.length <= 100 ? by.exec(block.text.split('\n')[0]!) : null
    if (found && splitNames(found[1]!).some(isName)) return [found[1]!]
  }
  return []
}

const intro =
  /^(?:(?:view all posts|all posts|zeige alle beiträge|alle beiträge|eingestellt|gepostet|verfasst|geschrieben|publiziert|written|reported|posted|published|story|words|text|article|review|reviewed|edited|photos?|video|opinion|analysis|contributed)\s+)?(?:by|von|par|por|di|door|av|af|autor(?:in|en)?|auteur|author|authors|автор|بقلم|كتب)\s*:?\s+/iu
const roles =
  /\b(?:staff(?: writer| reporter)?|senior|chief|correspondent|reporter|editor|writer|columnist|contributor|producer|journalist|redakteur(?:in)?|redacteur|journaliste|managing|associate|deputy|assistant|news|political|business|sports?|freelance|author|special to|published|updated|posted|contributing|digital|bureau|photographer|critic)\b/i

const longestByline = 1000

/** Cuts a byline into names: "By Ana Silva and John Roe, Senior Reporter" gives the two. */
export function splitNames(byline: string): string[] {
  let text = tidy(unescapeTwice(byline.slice(0, longestByline)))
  if (/^https?:|^www\.|^\/|^@/.test(text)) return []
  text = text
    .replace(/\([^)]*\)|<[^>]*>|\[[^\]]*\]/g, ' ')
    .replace(/\S+@\S+\.\S+/g, ' ')
    .replace(/\s@\w+/g, ' ')
  while (intro.test(text.trim())) text = text.trim().replace(intro, '')
  return text
    .split(/\s*(?:[,;|•·/\n]|\s[–—-]\s|(?<![A-Z])&|\s(?:and|und|et|y|e|en|och|og|i|и|with|mit)\s)\s*/u)
    .map((name) =>
      tidy(
        name
          .replace(/^(?:and|und|et|by|von|par|with)\s+/i, '')
          .replace(/\s(?:for|in|at|from)\s.*$/, '')
          .replace(/^[\s"'.:–—-]+|[\s"',:;–—-]+$/g, ''),
      ),
    )
    .filter((name) => name !== '')
}

const notNames =
  /^(admin|wordpressadmin|by|von|sponsored|gesponserte?\b.*|copyright\b.*|hinterlasse\b.*|leave\b.*|email|e-mail|in uncategorized|view all posts|head of .*|administrator|editor|editors|redaktion|redaction|staff|author|authors|webmaster|guest|unknown|anonymous|none|null|undefined|n\/?a|user|root|contributors?|press release|share|follow|comments?|read more|subscribe|home|news|online|about|published|updated|written|jr\.?|sr\.?|phd|md|m\.?d\.?|ph\.?d\.?|esq\.?)$/i

/** Degrees and memberships after a name, such as "RDN": short capitals that are no agency. */
const agencies =
  /^(AFP|AP|DPA|UPI|PTI|ANI|IANS|EFE|KNA|SID|APA|SDA|PAP|TASS|ANSA|PA|BBC|CNN|NBC|CBS|ABC|NPR|KCNA|JIJI|AAP|CP|ATS|NTB|TT|STT|MTI|CTK)$/

function isName(name: string): boolean {
  if (/^[A-Z]{2,4}$/.test(name) && !agencies.test(name)) return false
  if (
    name.length < 2 ||
    name.length > 60 ||
    notNames.test(name) ||
    /\d{2}|https?:|[{}<>=@#?!]|\.(com|org|net|de|co)\b/i.test(name)
  )
    return false
  if (!/\p{L}/u.test(name) || name.split(' ').length > 6) return false
  if (!/[\p{Lu}\p{Lo}]/u.test(name) && name.includes(' ')) return false
  return !roles.test(name)
}

function isSiteItself(name: string, siteName: string | undefined): boolean {
  return siteName !== undefined && fold(name) === fold(siteName)
}

function distinct(names: readonly string[]): string[] {
  const seen = new Set<string>()
  return names.filter((name) => !seen.has(fold(name)) && seen.add(fold(name)))
}
