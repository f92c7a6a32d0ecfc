import { expect, test } from 'vitest'
import { decideDevelopments, freshShare } from '../../src/stories/decideDevelopments.ts'
import { Said } from '../../src/stories/said.ts'
import { askedSentences, sentencesOfText } from '../../src/stories/sentences.ts'
import { Vocabulary } from '../../src/stories/vocabulary.ts'
import { scan } from '../../src/text/scan.ts'

const first =
  'A passenger ferry sank off Port Calder on Tuesday, killing at least 12 people, the coastguard said. ' +
  'The Saint Brannock was carrying 140 passengers from Eastmere.'

/** What `text` adds to a story that has said `before`. */
function adds(text: string, before = first, copied = false) {
  const vocabulary = new Vocabulary()
  const said = new Said(vocabulary)
  for (const sentence of sentencesOfText('earlier', scan(before), vocabulary)) said.add(sentence)
  const fresh = copied ? [] : [{ start: 0, end: text.length }]
  return decideDevelopments(sentencesOfText('later', scan(text), vocabulary, fresh), said, 2026)
}
const kindsOf = (text: string, before = first) => adds(text, before).developments.map((one) => one.kind)

test('the first report of a story adds its lead and its other figures, but for those of earlier times', () => {
  const more = 'The owner, Tarrow Marine, was fined 40,000 marks in 2014. Divers were on their way.'
  expect(adds(`${first} ${more}`, '').developments.map(({ kind, text }) => [kind, text])).toEqual([
    ['first-report', first.split(' The Saint')[0]],
    ['new-figure', 'The Saint Brannock was carrying 140 passengers from Eastmere.'],
  ])
})

test('a sentence the story has said adds nothing, nor does one that tracing found copied', () => {
  expect(kindsOf(first)).toEqual([])
  const copied = adds('Divers Ilse Marrow and Tam Okell recovered a radar transponder.', first, true)
  expect(copied.developments).toEqual([])
})

test('a figure given otherwise before is a changed figure, even in a copied sentence', () => {
  const text =
    'A passenger ferry sank off Port Calder on Tuesday, killing at least 17 people, the coastguard said.'
  const { developments } = adds(text, first, true)
  expect(developments).toMatchObject([{ kind: 'changed-figure', text }])
  expect(developments[0]!.replaces).toContain('at least 12')
})

test.each([
  ['new-statement', '“The radar had been broken since March,” said engineer Tam Okell of the Tarrow yard.'],
  ['new-figure', 'Insurers at Tarrow Marine put the salvage of the hull at 340 containers of equipment.'],
  ['new-information', 'Magistrate Oona Pellard opens a hearing into lifeboat inspections.'],
  ['correction', 'Correction: an earlier version of this report misstated the name of the ferry’s captain.'],
  ['withdrawal', 'The agency has withdrawn its report on the captain’s arrest.'],
  ['denial', 'Tarrow Marine denied that lifeboat inspections had been skipped.'],
  ['denial', 'L’armateur Tarrow Marine dément toute négligence dans l’entretien des canots.'],
  ['denial', 'Die Reederei Tarrow Marine bestreitet Versäumnisse bei der Wartung.'],
  ['denial', 'La naviera Tarrow Marine desmiente cualquier fallo de mantenimiento.'],
  ['denial', 'Компания «Тарроу Марин» опровергла сообщения о неисправных шлюпках.'],
  ['denial', 'نفت شركة تارو البحرية وجود أي خلل في قوارب النجاة.'],
  ['correction', 'Rectificatif : le nom du capitaine Tessier était mal orthographié.'],
  ['correction', 'Korrektur: Kapitän Feldkamp wurde in der ersten Fassung falsch genannt.'],
])('a %s is told by its sentence: %s', (kind, text) => {
  expect(kindsOf(text)).toEqual([kind])
})

test('a correction of a figure replaces the sentence that gave the other, not the newest beside it', () => {
  const before = `${first} Divers doubt that anyone was killed in the engine room of the ferry.`
  const text =
    'CORRECTION: The ferry that sank off Port Calder killed 9 people, not 12 as reported, the coastguard said.'
  const { developments } = adds(text, before)
  expect(developments).toMatchObject([{ kind: 'correction', text }])
  expect(developments[0]!.replaces).toContain('at least 12')
})

test('a correction replaces the first sentence that gave the figure, whoever said it again in likelier words', () => {
  const told = 'At least 4 workers were killed and 9 are missing, rescue chief Odo Brenk told reporters.'
  const again =
    'At least 4 workers were killed when a quarry wall gave way at Velm on Monday, according to Odo Brenk.'
  const text =
    'CORRECTION: At least 3 workers were killed, not 4 as reported, when a wall of the Velm quarry gave way on Monday.'
  const { developments } = adds(text, `${told} ${again}`)
  expect(developments).toMatchObject([{ kind: 'correction', replaces: told }])
})

test('a correction is told although it repeats what it corrects; a copy of it is not told again', () => {
  const text =
    'CORRECTION: The passenger ferry sank off Port Calder on Tuesday, killing 9 people, not 12, the coastguard said.'
  expect(adds(text, first, true).developments).toMatchObject([{ kind: 'correction' }])
  expect(adds(text, `${first} ${text}`, true).developments).toEqual([])
})

test.each([
  'Tarrow Wire regrets that it repeated the number of 12 without asking the coastguard twice.',
  'The newsroom apologises for the confusion over the captain of the Brannock.',
])('an apology of the publisher is no development: %s', (text) => {
  expect(kindsOf(text)).toEqual([])
})

test('a number that is disputed is a figure, not a denial', () => {
  expect(kindsOf('The manifest is disputed: hauliers at Tarrow Marine list 31 lorries on deck.')).toEqual([
    'new-figure',
  ])
})

test('what was before the story is background, not a development', () => {
  const text = 'Tarrow Marine was fined in 2014 over missing lifejackets aboard another vessel.'
  const { developments, background } = adds(text)
  expect(developments).toEqual([])
  expect(background).toEqual([{ start: 0, end: text.length }])
})

test('a figure told again in another language adds nothing; another figure does', () => {
  const vocabulary = new Vocabulary()
  const said = new Said(vocabulary)
  const english = 'The coastguard said 12 people were killed and 1,340 litres of oil leaked.'
  for (const one of sentencesOfText('en', scan(english), vocabulary)) said.add({ ...one, lang: 'en' })
  const kinds = (text: string) =>
    decideDevelopments(
      sentencesOfText('fr', scan(text), vocabulary).map((one) => ({ ...one, lang: 'fr' })),
      said,
      2026,
    ).developments.map(({ kind }) => kind)
  expect(kinds('Le naufrage a fait douze morts et 1 340 litres de mazout ont fui.')).toEqual([])
  expect(kinds('Les garde-côtes cherchent encore 31 disparus.')).toEqual(['new-figure'])
})

test('sentences begin after the dateline, and a quotation of two is one', () => {
  const text =
    'PORT CALDER (Tarrow Wire) – The ferry sank at noon. “Nobody warned us. The siren was dead,” said Ilse Marrow.'
  const reading = { blocks: [{ start: 0, end: text.length, role: 'body' as const }], lang: 'en' }
  const sentences = askedSentences('report', scan(text), reading, new Vocabulary())
  expect(sentences.map((one) => one.text)).toEqual([
    'The ferry sank at noon.',
    '“Nobody warned us. The siren was dead,” said Ilse Marrow.',
  ])
  for (const { passage, text: sentence } of sentences)
    expect(text.slice(passage.start, passage.end)).toBe(sentence)
})

test('each development points at its own sentence', () => {
  const text = `Magistrate Oona Pellard opens a hearing into lifeboat inspections. ${first}`
  for (const { passage, text: sentence } of adds(text).developments) {
    expect(text.slice(passage.start, passage.end)).toBe(sentence)
  }
})

test('the fresh share of a passage is the part that nothing earlier covers', () => {
  expect(freshShare({ start: 10, end: 20 }, [{ start: 0, end: 15 }])).toBe(0.5)
  expect(freshShare({ start: 10, end: 20 }, [])).toBe(0)
})
