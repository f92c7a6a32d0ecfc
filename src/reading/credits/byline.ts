import { agencyNamed, findAgencies } from './findAgencies.ts'

/** Who a byline names: people, and agencies by their short form. */
export interface Byline {
  readonly authors: readonly string[]
  readonly agencies: readonly string[]
}

const opening =
  /^[\s([–—-]*(?:(?:written |reported |story |words |text |posted |published )?by|par|von|por|di|door|av|af|autor(?:a|es|in)?|authors?|auteurs?|texto|text|redaktion|rédaction|автор|текст|بقلم|كتب|كتبت|作者|文)(?:\s*[:：]\s*|\s+)/iu
/** A post, desk or place: it ends the name before it. */
const post =
  /\b(?:reporters?|writers?|editors?|correspondents?|journalists?|columnists?|staff|bureau|chief|producer|contributors?|freelance|intern|photographer|analyst|anchor|host|desk|team|redakteur(?:in)?|korrespondent(?:in)?|journaliste|envoyée? spécial|correspondante?|corresponsal|redactora?|redazione|inviato|корреспондент|обозреватель|special to|exclusive to|for the|phd|md)\b/iu
const tail =
  /\s+(?:in|from|à|in|aus|desde|en|da|at|for|special to|exclusive to|exclusively for|of)\s+(?=[\p{Lu}\d(a-z]).*$/u
const date =
  /\b(?:\d{1,2}[:.]\d{2}|(?:19|20)\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|updated|published|posted)\b.*$/isu
const address = /\S+@\S+|https?:\/\/\S+|(?<![\p{L}])@\w+/gu
const particles = new Set([
  'de',
  'del',
  'della',
  'di',
  'da',
  'dos',
  'van',
  'von',
  'der',
  'den',
  'la',
  'le',
  'al',
  'el',
  'bin',
  'ibn',
  'ben',
  'bint',
  'ten',
  'ter',
  'zu',
  'y',
  'e',
  'du',
  'des',
])

/**
 * Reads a line as a byline, or gives undefined when it is none. `trusted` is for a string that is known to name the
 * authors (a meta tag, a feed's author field): the opening word "By" may then be missing.
 */
export function readByline(
  line: string,
  { trusted = false, siteName }: { trusted?: boolean; siteName?: string } = {},
): Byline | undefined {
  const flat = line.replace(/\s+/g, ' ').trim()
  const opened = opening.exec(flat)
  if (flat === '' || flat.length > 300 || (!trusted && (!opened || flat.length > 140))) return undefined
  const rest = withoutSite(opened ? flat.slice(opened[0].length) : flat, siteName).replace(address, ' ')
  const authors: string[] = []
  const agencies: string[] = []
  for (const part of partsOf(rest)) {
    const agency = agencyIn(part)
    if (agency) agencies.push(agency)
    const person = personIn(agency ? beforeAgency(part) : part, trusted)
    if (person) authors.push(person)
  }
  if (!trusted && !isWholeByline(rest, authors, agencies)) return undefined
  return { authors: [...new Set(authors)], agencies: [...new Set(agencies)] }
}

/** In running text a line that opens with "By" may be a sentence: it must hold nothing but names and posts. */
function isWholeByline(rest: string, authors: readonly string[], agencies: readonly string[]): boolean {
  if (authors.length + agencies.length === 0) return false
  return (
    !/[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}/u.test(rest) &&
    !/\b(?:said|says|was|were|has|have|had|is|are|the (?!associated)\p{Ll}+)\b/iu.test(rest)
  )
}

function partsOf(rest: string): string[] {
  return rest
    .replace(date, ' ')
    .split(
      /\s*[;|/•·&،、，\n]\s*|\s*,\s*(?:and |und |et |y )?|\s+(?:and|und|et|y|e|и|med|og|och|en|with|و)\s+(?=\p{Lu}|\p{Lo})|\.\s+(?=\p{Lu})/u,
    )
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function agencyIn(part: string): string | undefined {
  const whole = agencyNamed(part)
  if (whole) return whole.name
  const [only] = findAgencies(part)
  if (!only) return undefined
  // "Jane Doe Associated Press" and "AFP correspondent" name the agency; a family name that is also a code does not.
  return only.end - only.start > 3 || only.start === 0 ? only.agency.name : undefined
}

function beforeAgency(part: string): string {
  const [only] = findAgencies(part)
  return only
    ? part
        .slice(0, only.start)
        .replace(/\b(?:of|for|the|with)\s*$/iu, '')
        .trim()
    : ''
}

function personIn(part: string, trusted: boolean): string | undefined {
  let name = part.replace(/\([^)]*\)/g, ' ').trim()
  const isPost = post.exec(name)
  if (isPost) name = name.slice(0, isPost.index).trim()
  name = name
    .replace(tail, '')
    .replace(/^(?:dr|mr|mrs|ms|prof)\.?\s+/iu, '')
    .replace(/[\s,–—-]+$/u, '')
    .replace(/(?<!\b\p{Lu})\.$/u, '')
    .trim()
  const words = name.split(/\s+/).filter(Boolean)
  if (words.length === 0 || words.length > 5) return undefined
  if (!/[\p{Lu}\p{Ll}]/u.test(name))
    return words.length <= 4 && name.length >= 2 && name.length <= 30 ? name : undefined
  if (words.length === 1 && !trusted) return undefined
  if (
    !words.every(
      (word, position) =>
        /^[\p{Lu}'’]/u.test(word) || particles.has(word) || (position > 0 && /^\p{L}+-\p{L}+$/u.test(word)),
    )
  )
    return undefined
  if (words.length === 1) return undefined
  return /\d/.test(name) ? undefined : name
}

function withoutSite(text: string, siteName: string | undefined): string {
  if (!siteName) return text
  const at = text.toLowerCase().lastIndexOf(siteName.toLowerCase())
  return at > 0 ? text.slice(0, at) : text
}
