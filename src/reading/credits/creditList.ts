import { unnamedAgencies } from './agencies.ts'
import { agencyNamed, findAgencies } from './findAgencies.ts'
import { isDateOrTime, looksLikePerson } from './notNames.ts'

/** A credit's parts: agencies by their short form, other names as printed. */
export interface CreditParts {
  readonly names: readonly string[]
  readonly agencies: readonly string[]
}

const separators =
  /\s*[/,;|+&•·،、，／]\s*|\s+[–—-]\s+|\s+(?:and|with|und|mit|et|avec|y|con|e|com|en|met|и|с|та|via|en collaboration avec)\s+|\s+و(?=\s|\p{L})/iu
/** What may stand about a name and says nothing of it. */
const dressing =
  /^(?:\W*(?:©|\(c\)|copyright|with|avec|mit|con|by|par|por|von|da|de|from|via|through|l['’]|der|des|original|inputs? from|news agency|agence|agency|agencia|agenzia|nachrichtenagentur|агентство|информагентство|وكالة|وكالات|صحيفة|own correspondents? of|vom sonderkorrespondenten|vom korrespondenten|corr\.?)\s+)+/iu
const announcement =
  /^\W*(?:con informaci[óo]n de|com informações d[aeo]s?|(?:with )?(?:additional )?(?:inputs?|files|reporting|material) (?:from|by)|mit material (?:von|der)|по материалам|avec)\s+/iu
/** Pictures have credits too; they say nothing of the text. */
export const ofPicture =
  /\b(?:photo|photos|photograph|image|images|picture|pictures|file pic|foto|fotos|fotografía|imagen|bild|bilder|vidéo|video|crédits? photo|getty|giphy|flickr|unsplash|pixabay|imgur|instagram|shutterstock|photononstop|handout|pool|illustration|graphic|archivbild|symbolbild)\b|صور|фото|图片|图源|摄|写真|画像|사진/iu
const fillers =
  /^(?:\d{1,4}\.?|staff|staff writers?|reports?|news|newsroom|web ?desk|online desk|agencies|eigen(?:er)? bericht|eigenmeldung|red|redaktion|rédaction|\d{1,2}\s*[月日]|电|電|讯|訊|報道|记者|記者)$/iu

/**
 * Reads a string as a list of credited names, or gives undefined when it is something else: at least one part must be
 * an agency, and every other part an outlet's name or a house code beside it ("dpa/lno").
 */
export function readCreditList(text: string): CreditParts | undefined {
  const trimmed = text
    .trim()
    .replace(/[.。:]+$/u, '')
    .replace(announcement, '')
    .trim()
  if (trimmed === '' || trimmed.length > 120 || ofPicture.test(trimmed)) return undefined
  const parts = partsOf(trimmed)
  if (!parts.some((part) => part.agency) || isJoined(trimmed)) return undefined
  const others = parts.filter((part) => !part.agency && !part.filler)
  if (others.some(({ text }) => !isOutlet(text))) return undefined
  // "Orla Fenn / AFP" is under a picture; a text by a person has a byline.
  if (/[/|]/.test(trimmed) && others.some(({ text }) => looksLikePerson(text))) return undefined
  const kept = parts.filter((part) => !part.filler && !isDeskCode(part))
  return {
    names: unique(kept.map((part) => part.agency ?? part.text)),
    agencies: unique(kept.flatMap((part) => part.agency ?? [])),
  }
}

/** "D-PA" names a party and a state; only codes alone are joined by hyphens ("ats-afp"). */
function isJoined(text: string): boolean {
  const first = findAgencies(text)[0]
  return (
    first !== undefined &&
    /\p{L}[-‑]$/u.test(text.slice(0, first.start)) &&
    !/^\p{Ll}[\p{Ll}/+-]+$/u.test(text)
  )
}

/** "dpa/lno": the letters of a desk or of whoever wrote it down. */
function isDeskCode({ text, agency }: Part): boolean {
  return agency === undefined && /^\p{Ll}{1,4}$/u.test(text)
}

interface Part {
  readonly text: string
  readonly agency?: string
  readonly filler?: boolean
}

/** Agencies are found first, since their names hold the very marks that part a list ("Agence France-Presse"). */
function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const { agency, start, end } of findAgencies(text)) {
    parts.push(...otherParts(text.slice(at, start), at > 0, true), {
      text: text.slice(start, end),
      agency: agency.name,
    })
    at = end
  }
  return [...parts, ...otherParts(text.slice(at), at > 0, false)]
}

const lone =
  /^(?:with|avec|mit|con|by|par|the|and|via|from|de|l|la|le|die|der|und|et|y|و|press|news|news agency|agency|agence)$/iu

/** What stands between two agencies; a piece that nothing parts from the agency beside it is no name of its own. */
function otherParts(between: string, afterAgency: boolean, beforeAgency: boolean): Part[] {
  const pieces = ` ${between} `.split(separators)
  return pieces.flatMap((printed, at): Part[] => {
    const text = bare(printed)
    if (text === '' || lone.test(text)) return []
    if (unnamedAgencies.test(text) || /^ags?$/.test(text)) return [{ text, agency: 'agencies' }]
    const agency = text.length > 1 ? agencyNamed(text) : undefined
    if (agency) return [{ text, agency: agency.name }]
    const attached = (at === 0 && afterAgency) || (at === pieces.length - 1 && beforeAgency)
    return [{ text: attached ? '' : text, filler: fillers.test(text) || isDateOrTime(text) }]
  })
}

function bare(piece: string): string {
  const marks = /^[\s'’"“”«»()[\]/*.–—-]+|[\s'’"“”«»()[\]/*.–—-]+$/gu
  return ` ${piece} `.replace(dressing, ' ').replace(marks, '')
}

/** "France 24", "Le Monde", "lno": capitalised words and no more than five of them, or one short code. */
export function isOutlet(text: string): boolean {
  const words = text.split(/\s+/)
  if (text === '' || words.length > 5 || text.length > 50) return false
  if (/^[a-z]{2,4}$/.test(text)) return true
  if (!/[\p{Lu}\p{Ll}]/u.test(text)) return words.length <= 4 && text.length <= 24
  return words.every(
    (word, position) =>
      /^[\p{Lu}\d]/u.test(word) ||
      (position > 0 && /^(?:of|the|de|du|des|la|le|der|di|del|and|&)$/.test(word)) ||
      /^[a-z0-9-]+\.[a-z.]{2,}$/.test(word),
  )
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)]
}
