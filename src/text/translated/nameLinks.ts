import { foldLatin } from '../names/fold.ts'
import { type CutName, letterModel, type NameScript, nameScriptOf, nativeLetters } from '../names/names.ts'
import { skeletonsOf } from '../names/skeleton.ts'
import type { Translatable } from './anchors.ts'

/** Which names of one text are names of another, in other letters: by name of the first, the names of the second. */
export type NameLinks = ReadonlyMap<string, ReadonlySet<string>>

/** Two names are taken for one from this evidence on: among the names of two articles, one pair in some hundred errs. */
const enoughEvidence = 9
const mostKindsApart: Readonly<Record<NameScript, number>> = { arabic: 2, cyrillic: 2, han: 3 }

/** Compares every name of one text with every name of the other in another script, by the letter model. */
export function nameLinks(a: Translatable, b: Translatable): NameLinks {
  const links = new Map<string, Set<string>>()
  const add = (one: string, other: string) => {
    const found = links.get(one)
    if (found) found.add(other)
    else links.set(one, new Set([other]))
  }
  linkWith(latinNamesOf(b), nativeNamesOf(a), (latin, native) => add(native, latin))
  linkWith(latinNamesOf(a), nativeNamesOf(b), (latin, native) => add(latin, native))
  return links
}

interface Native {
  readonly name: string
  readonly script: NameScript
  readonly kinds: number
  readonly cuts: readonly CutName[]
}

interface Latin {
  readonly name: string
  readonly kinds: number
}

function linkWith(
  latin: readonly Latin[],
  native: readonly Native[],
  add: (latin: string, native: string) => void,
): void {
  const cuts = new Map<string, CutName>()
  for (const { name, script, kinds, cuts: forms } of native) {
    const model = letterModel(script)
    for (const other of latin) {
      if (bitsIn(kinds ^ other.kinds) > mostKindsApart[script]) continue
      const key = `${script} ${other.name}`
      let cut = cuts.get(key)
      if (!cut) cuts.set(key, (cut = model.cutLatin(foldLatin(other.name))))
      if (forms.some((form) => model.evidence(cut, form) >= enoughEvidence)) add(other.name, name)
    }
  }
}

function latinNamesOf({ sentences }: Translatable): Latin[] {
  const names = new Set(sentences.flatMap((sentence) => sentence.latinNames))
  return [...names].map((name) => ({ name, kinds: kindsIn(name) }))
}

function nativeNamesOf({ sentences }: Translatable): Native[] {
  const names = new Set(sentences.flatMap((sentence) => [...sentence.nativeNames, ...sentence.hanNames]))
  return [...names].flatMap((name) => {
    const script = nameScriptOf(name)
    if (!script) return []
    const model = letterModel(script)
    const letters = nativeLetters(name, script)
    const cuts = formsOf(letters, script).map((form) => model.cutNative(form))
    return [{ name, script, kinds: kindsIn(script === 'han' ? letters : name), cuts }]
  })
}

const cyrillicEnding = /(?:ого|ому|ыми|ами|ями|ом|ем|ой|ым|им|ых|ам|ах|ов|ев|[аеиоуыэюяй])$/u
const arabicBeginning = /^(?:وال|بال|لل|فال|كال|ال|[وبلفك])/u

/** A name as it stands, and without the ending or the joined word that grammar may have put on it. */
function formsOf(name: string, script: NameScript): string[] {
  if (script === 'han') return [name]
  const bare = name.replace(script === 'cyrillic' ? cyrillicEnding : arabicBeginning, '')
  return bare !== name && bare.length > 2 ? [name, bare] : [name]
}

const kinds = 'pftskmnlr'

function kindsIn(name: string): number {
  let bits = 0
  for (const kind of skeletonsOf(name)[0]!) bits |= 1 << kinds.indexOf(kind)
  return bits
}

function bitsIn(value: number): number {
  let bits = 0
  for (let rest = value; rest !== 0; rest &= rest - 1) bits++
  return bits
}
