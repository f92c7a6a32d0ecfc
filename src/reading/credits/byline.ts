import { agencyNamed, findAgencies } from './findAgencies.ts'

/** Who a byline names: people, and agencies by their short form. */
export interface Byline {
  readonly authors: readonly string[]
  readonly agencies: readonly string[]
}

const opening =
  /^[\s([–—-]*(?:(?:written |reported |story |words |text |(?:view )?(?:all )?posts |posted |published )?by|par|von|por|di|door|av|af|autor(?:a|es|in)?|authors?|auteurs?|texto|text|redaktion|rédaction|автор|текст|بقلم|كتب|كتبت|作者|文)(?:\s*[:：]\s*|\s+)/iu
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
  for (const { text, first } of partsOf(rest)) {
    const agency = agencyIn(text)
    if (agency) agencies.push(agency)
    const person = personIn(agency ? beforeAgency(text) : text, first)
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

interface Part {
  readonly text: string
  /** Whether it opens its group: what follows a comma may also be the post of the name before it. */
  readonly first: boolean
}

const betweenGroups =
  /\s*[;|/•·،、，\n]\s*|\s+&\s+|,?\s+(?:and|und|et|y|e|и|med|og|och|en|with|avec|mit|con|com|و)\s+(?=\p{Lu}|\p{Lo})|(?<=\p{L}{3})\.\s+(?=\p{Lu})/u

function partsOf(rest: string): Part[] {
  return rest
    .replace(date, ' ')
    .split(betweenGroups)
    .flatMap((group) => group.split(/\s*,\s*/).map((text, at) => ({ text: text.trim(), first: at === 0 })))
    .filter(({ text }) => text !== '')
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

/** Words of an outlet's name, which is no author's. */
const outlet =
  /\b(?:news|times|herald|tribune|gazette|independent|observer|chronicle|daily|media|magazine|network|agency|newsroom|voice|reflector|journal|radio|tv|television|online|editorial|board|guardian|telegraph|mirror|bulletin|dispatch|examiner|inquirer|register|sentinel|zeitung|nachrichten|journal|gazette|agencia|редакция|agence|presse)\b/iu

/** The person a part names, without title, post and place; undefined when it names none. */
function personIn(part: string, first: boolean): string | undefined {
  const plain = part.replace(/\([^)]*\)/g, ' ').trim()
  const itsPost = post.exec(plain)
  if (itsPost && !first) return undefined
  const name = (itsPost ? plain.slice(0, itsPost.index) : plain)
    .replace(tail, '')
    .replace(/^(?:dr|mr|mrs|ms|prof)\.?\s+/iu, '')
    .replace(/[\s,–—-]+$/u, '')
    .replace(/(?<!\b(?:\p{Lu}|[JS]r))\.$/u, '')
    .replace(/(?<=\p{Lu}\p{Ll}+\s+\p{Lu}[\p{L}'’-]*\p{Ll})(?:\s+\p{Lu}{2,})+$/u, '')
    .trim()
  return isPerson(name) ? name : undefined
}

function isPerson(name: string): boolean {
  const parts = name.split(/\s+/).filter(Boolean)
  if (parts.length > 5 || /[\d:]/.test(name) || outlet.test(name)) return false
  if (!/[\p{Lu}\p{Ll}]/u.test(name)) return parts.length <= 4 && name.length >= 2 && name.length <= 30
  return parts.length >= 2 && parts.every((word, at) => isNameWord(word, at))
}

function isNameWord(word: string, at: number): boolean {
  return /^[\p{Lu}'’]/u.test(word) || particles.has(word) || (at > 0 && /^\p{L}+-\p{L}+$/u.test(word))
}

function withoutSite(text: string, siteName: string | undefined): string {
  if (!siteName) return text
  const at = text.toLowerCase().lastIndexOf(siteName.toLowerCase())
  return at > 0 ? text.slice(0, at) : text
}
