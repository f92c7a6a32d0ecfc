import { expect, test } from 'vitest'
import type { Reading } from '../../src/domain/reading.ts'
import { sourceNameAt } from '../../src/reading/credits/sourceName.ts'
import { findSourceNotes } from '../../src/reading/credits/sourceNotes.ts'
import { readText } from '../../src/reading/readText.ts'

const said = (text: string) => findSourceNotes(text).map(({ says, names }) => [says, ...names])

test.each<[string, string[][]]>([
  ['This article was originally published in The Lake Tribune.', [['published-at', 'The Lake Tribune']]],
  ['This story first appeared on laketribune.example on 3 March.', [['published-at', 'laketribune.example']]],
  ['Originally published by Lake Tribune on March 3, 2026.', [['published-at', 'Lake Tribune']]],
  [
    'A version of this article appeared in print in The Lake Tribune.',
    [['published-at', 'The Lake Tribune']],
  ],
  ['The post Pier to close in May appeared first on Island Herald.', [['published-at', 'Island Herald']]],
  ['The original article is available at islandherald7.', [['published-at', 'islandherald7']]],
  ['Republished with permission from The Lake Tribune.', [['transferred-or-quoted', 'The Lake Tribune']]],
  ['Read the original article on Island Herald.', [['see-main-source', 'Island Herald']]],
  ['The newsroom of Island Herald has verified it.', [['confirmed', 'Island Herald']]],
  ['This text has been slightly edited.', [['modified']]],
  ['Cet article est paru dans Le Courrier du Lac.', [['published-at', 'Le Courrier du Lac']]],
  ['Cet article a été initialement publié sur Radio des Îles.', [['published-at', 'Radio des Îles']]],
  [
    'L’article Le quai fermé est apparu en premier sur Courrier du Lac.',
    [['published-at', 'Courrier du Lac']],
  ],
  ['Dieser Artikel ist zuerst in der Seezeitung erschienen.', [['published-at', 'Seezeitung']]],
  ['Der Beitrag Alter Steg gesperrt erschien zuerst auf Seezeitung.', [['published-at', 'Seezeitung']]],
  ['Este artículo fue publicado originalmente en El Faro del Lago.', [['published-at', 'El Faro del Lago']]],
  ['La entrada El muelle se cierra se publicó primero en El Faro.', [['published-at', 'El Faro']]],
  ['L’articolo Il molo chiude proviene da Corriere del Lago.', [['published-at', 'Corriere del Lago']]],
  ['Este artigo foi publicado originalmente em O Farol.', [['published-at', 'O Farol']]],
  ['Dit artikel verscheen eerder in De Meerbode.', [['published-at', 'De Meerbode']]],
  [
    'Этот материал был впервые опубликован в газете «Озёрный вестник».',
    [['published-at', 'Озёрный вестник']],
  ],
  ['نُشر هذا المقال لأول مرة في صحيفة البحيرة اليوم.', [['published-at', 'البحيرة اليوم']]],
  ['本文首发于湖畔日报。', [['published-at', '湖畔日报']]],
  ['Source: The Lake Tribune', [['via', 'The Lake Tribune']]],
  ['Quelle: Seezeitung / dpa', [['via', 'Seezeitung', 'dpa']]],
  ['Источник: РИА Новости', [['via', 'RIA Novosti']]],
  ['المصدر: البحيرة اليوم', [['via', 'البحيرة اليوم']]],
  ['来源：湖畔日报', [['via', '湖畔日报']]],
  ['Kaynak: Göl Gazetesi', [['via', 'Göl Gazetesi']]],
])('“%s” says %j', (text, notes) => {
  expect(said(text)).toEqual(notes)
})

test.each([
  'The study was published in Nature on Tuesday.',
  'The article was removed after readers complained.',
  'The original plan was available at the town hall.',
  'The editor of the paper said that the story was wrong.',
  'Sources: two officials said the pier would close.',
  'He read the full report at the town hall before the vote.',
  'His novel first appeared in 1974.',
  'The law has been modified twice since then.',
])('“%s” says nothing of the page’s own source', (text) => {
  expect(said(text)).toEqual([])
})

test.each([
  ['at The Lake Tribune on Monday', 'The Lake Tribune'],
  ['at laketribune24 and the editors', 'laketribune24'],
  ['at “Island Herald” today', 'Island Herald'],
  ['at www.example.org.', 'www.example.org'],
  ['at here', undefined],
  ['at the time', undefined],
])('in “%s” the name is %s', (text, name) => {
  expect(sourceNameAt(text, 2)?.name).toBe(name)
})

const body = [
  'The harbour council of Lower Brandt voted on Tuesday to close the old ferry pier for two winters, citing rust.',
  'Engineers found that salt water had eaten a third of the iron below the waterline, the council said in a note.',
  'Ferries to the islands will leave from the fish market until the spring after next, and the fare stays the same.',
]

function read(...around: string[]): Reading {
  return readText(['Old pier to close for two winters', ...body, ...around].join('\n\n'))
}

const chainOf = (reading: Reading) => reading.declared.map(({ name, role }) => `${name} (${role})`)

test('credits and notes make one chain, the agency first and the publisher last', () => {
  const reading = read(
    'Lake Radio / Reuters',
    'The original report was published and is available on islandherald7, and the newsroom of Shore Today has verified it; the text was edited and may have been partly copied from it.',
    'NEXT Heron freed from the town hall',
  )
  expect(chainOf(reading)).toEqual([
    'Reuters (agency)',
    'Lake Radio (carrier)',
    'islandherald7 (carrier)',
    'Shore Today (publisher)',
  ])
  for (const { name, passages } of reading.declared) {
    const sentences = passages.map(({ start, end }) => reading.text.slice(start, end))
    expect(sentences.length).toBeGreaterThan(0)
    for (const sentence of sentences) expect(sentence).toContain(name)
  }
})

test('a chain in French, in German, in Arabic and in Russian', () => {
  expect(chainOf(read('Le Courrier du Lac avec AFP', 'Cet article est paru dans Radio des Îles.'))).toEqual([
    'AFP (agency)',
    'Le Courrier du Lac (carrier)',
    'Radio des Îles (carrier)',
  ])
  expect(chainOf(read('(dpa)', 'Der Beitrag Steg gesperrt erschien zuerst auf Seezeitung.'))).toEqual([
    'dpa (agency)',
    'Seezeitung (carrier)',
  ])
  expect(chainOf(read('المصدر: رويترز'))).toEqual(['Reuters (agency)'])
  expect(chainOf(read('/ТАСС/', 'Источник: Озёрный вестник'))).toEqual([
    'TASS (agency)',
    'Озёрный вестник (carrier)',
  ])
})

test('a page that names nobody but itself declares nothing', () => {
  expect(read().declared).toEqual([])
  expect(
    readText(body.join('\n\n'), { title: 'Old pier to close', siteName: 'Lake Tribune' }).declared,
  ).toEqual([])
})

test('the page’s own publisher goes last when its source is known', () => {
  const text = [...body, 'PARIS (AFP)'].join('\n\n')
  const reading = readText(text, { title: 'Old pier to close', siteName: 'Lake Tribune' })
  expect(chainOf(reading)).toEqual(['AFP (agency)', 'Lake Tribune (publisher)'])
})

test('an agency’s own report declares no agency but itself, and so nothing', () => {
  const text = [`GENEVA, Oct 14 (Reuters) - ${body[0]}`, body[1]].join('\n\n')
  expect(readText(text, { title: 'Old pier to close', siteName: 'Reuters' }).declared).toEqual([])
})
