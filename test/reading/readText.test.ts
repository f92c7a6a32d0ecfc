import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BlockRole, bodyText, Reading } from '../../src/domain/reading.ts'
import { readFragment } from '../../src/reading/readHtml.ts'
import { readText } from '../../src/reading/readText.ts'
import { isBoilerplate, isNavigation } from '../../src/reading/text/boilerplate.ts'
import { cleanHeadline } from '../../src/reading/text/headline.ts'

const paragraphs = [
  'The harbour council of Lower Brandt voted on Tuesday to close the old ferry pier for two winters, citing rust.',
  'Engineers found that salt water had eaten a third of the iron below the waterline, the council said in a note.',
  'Ferries to the islands will leave from the fish market until the spring after next, and the fare stays the same.',
  'The repair is expected to cost 4.2 million crowns, of which the province pays half and the town the rest.',
]

function rolesIn(reading: Reading): [BlockRole, string][] {
  return reading.blocks.map(({ role, start, end }) => [role, reading.text.slice(start, end).slice(0, 24)])
}

test('a copied page in plain text is told apart into its parts', () => {
  const reading = readText(
    [
      'Old pier to close for two winters, and... | Shore Today',
      'By Orla Fenn',
      paragraphs[0],
      paragraphs[1],
      'A costly repair',
      paragraphs[2],
      paragraphs[3],
      'Photo: Tam Beck/AFP',
      'Lake Radio / AFP',
      'That was all we know about Old pier to close. Subscribe to our free newsletter to get every update.',
      'This story was first published by islandherald7 and the editors at Shore Today have checked it.',
      'PREVIOUS: Heron freed from the town hall',
      'NEXT: Ferry fares to stay',
    ].join('\n\n'),
  )
  expect(reading.headline).toBe('Old pier to close for two winters')
  expect(rolesIn(reading).map(([role]) => role)).toEqual([
    'headline',
    'byline',
    'lead',
    'body',
    'subhead',
    'body',
    'body',
    'caption',
    'credit',
    'boilerplate',
    'source-note',
    'navigation',
    'navigation',
  ])
  expect(reading.authors).toEqual(['Orla Fenn'])
  expect(reading.credits.map(({ names }) => names)).toEqual([['Lake Radio', 'AFP']])
  expect(bodyText(reading)).toBe(
    [paragraphs[0], paragraphs[1], 'A costly repair', paragraphs[2], paragraphs[3]].join('\n\n'),
  )
  expect(reading.text.slice(reading.blocks[0]!.start, reading.blocks[0]!.end)).toBe(
    'Old pier to close for two winters, and... | Shore Today',
  )
})

test('a wire report keeps its dateline, with place and agency', () => {
  const reading = readText(
    `Old pier to close\n\nLOWER BRANDT, March 3 (Reuters) - ${paragraphs[0]}\n\n${paragraphs[1]}`,
  )
  expect(reading.dateline).toMatchObject({
    place: 'LOWER BRANDT',
    agency: 'Reuters',
    printed: 'LOWER BRANDT, March 3 (Reuters) -',
  })
  const { start, end } = reading.dateline!.passage
  expect(reading.text.slice(start, end)).toBe('LOWER BRANDT, March 3 (Reuters) -')
})

test.each([
  ['МОСКВА, 3 марта. /ТАСС/. Совет порта проголосовал.', 'МОСКВА', 'TASS'],
  ['ROMA, 3 mar (ANSA) - Il consiglio ha votato martedì.', 'ROMA', 'ANSA'],
  ['Madrid, 3 mar (EFE).- El consejo votó el martes.', 'Madrid', 'EFE'],
  ['القاهرة (رويترز) - صوت المجلس يوم الثلاثاء على الإغلاق', 'القاهرة', 'Reuters'],
  ['新华社北京3月3日电 港务委员会周二投票决定。', '北京', 'Xinhua'],
  ['PARIS — The council voted on Tuesday to close it.', 'PARIS', undefined],
  ['Frankfurt am Main (dpa) - Der Hafenrat hat entschieden.', 'Frankfurt am Main', 'dpa'],
  ['RIO DE JANEIRO, 3 mar (EFE).- El consejo votó el martes.', 'RIO DE JANEIRO', 'EFE'],
  ['The council voted (AFP) on Tuesday to close the pier.', undefined, undefined],
  ['PUBLISHED: The council voted on Tuesday to close it.', undefined, undefined],
  ['SARS-CoV was found in the harbour on Tuesday.', undefined, undefined],
  ['Engineers - all of them - agreed on Tuesday to it.', undefined, undefined],
])('the dateline of “%s”', (opening, place, agency) => {
  const { dateline } = readText(`${opening}\n\n${paragraphs[1]}`, { title: 'Old pier to close' })
  expect(dateline?.place).toBe(place)
  expect(dateline?.agency).toBe(agency)
})

test.each([
  ['Old pier to close - Shore Today', ['Shore Today'], 'Old pier to close'],
  ['Old pier to close | Shore Today', ['shoretoday.example.org'], 'Old pier to close'],
  ['Old pier to close for two winters | News | Shore Today', [], 'Old pier to close for two winters'],
  ['Shore Today: Old pier', [], 'Shore Today: Old pier'],
  ['Shore Today | Old pier to close for two winters', ['Shore Today'], 'Old pier to close for two winters'],
  ['Pier - a history', ['Shore Today'], 'Pier - a history'],
  ['The pier will close, the council says, but…', [], 'The pier will close, the council says'],
  ['“I waited…” and then it sank', [], '“I waited…” and then it sank'],
  ['إغلاق الرصيف القديم - البحيرة اليوم', ['البحيرة اليوم'], 'إغلاق الرصيف القديم'],
  ['...', [], '...'],
])('the headline of “%s” on a site called %j', (printed, sites, clean) => {
  expect(cleanHeadline(printed, sites)).toBe(clean)
})

test.each([
  'Subscribe to our newsletter to get the day’s news.',
  'Follow us on every channel you like.',
  '© 2026 Shore Today. All rights reserved.',
  'Those were the full details of the news about the pier.',
  'This material may not be published, broadcast or redistributed.',
  'Abonnez-vous à notre lettre',
  'Tous droits de reproduction réservés',
  'Lesen Sie auch: Reiher im Rathaus',
  'Alle Rechte vorbehalten.',
  'Lea también: La garza en el ayuntamiento',
  'Riproduzione riservata',
  'Читайте также: Цапля в ратуше',
  'Все права защищены',
  'كانت هذه تفاصيل خبر إغلاق الرصيف لهذا اليوم نرجو بأن نكون قد وفقنا بإعطائك التفاصيل',
  'جميع الحقوق محفوظة',
  '责任编辑：王某',
])('“%s” is a site’s standing text', (text) => {
  expect(isBoilerplate(text)).toBe(true)
})

test.each([
  'PREV Heron freed from the town hall',
  'NEXT Ferry fares to stay',
  'Next article: Ferry fares to stay',
  '« Previous Heron freed',
  'Article suivant : Le héron',
  'Nächster Artikel',
  'Следующая статья',
  'الخبر السابق رصيف جديد',
  '上一篇：码头',
  'Home > News > Harbour',
])('“%s” leads elsewhere', (text) => {
  expect(isNavigation(text)).toBe(true)
})

test.each([
  'Next month the council will vote again.',
  'Previous councils had refused to pay for it.',
  'Home prices near the pier have fallen since.',
  'She followed us to the pier and told her story.',
  'The council said all rights of way would be kept.',
])('“%s” is part of a report', (text) => {
  expect(isNavigation(text)).toBe(false)
  expect(isBoilerplate(text)).toBe(false)
})

test('lines wrapped by a mail program are joined, short lines are not', () => {
  const wrapped =
    'The harbour council of Lower Brandt voted on Tuesday to close the\nold ferry pier for two winters, citing rust below the waterline and\nthe price of iron.'
  const reading = readText(`Old pier to close\n\n${wrapped}\n\n${paragraphs[1]}\nLake Radio / AFP`)
  expect(bodyText(reading)).toContain('to close the old ferry pier')
  expect(reading.credits).toHaveLength(1)
})

test('a headline that the hints know is not taken twice', () => {
  const reading = readText(`Old pier to close\n\n${paragraphs.join('\n\n')}`, { title: 'Old pier to close' })
  expect(reading.blocks.filter(({ role }) => role === 'headline')).toHaveLength(1)
  expect(bodyText(reading).startsWith('The harbour council')).toBe(true)
})

test('a text without a headline goes by its first words', () => {
  const reading = readText(`${paragraphs[0]!} ${paragraphs[1]!}\n\n${paragraphs[2]!}`)
  expect(reading.headline.startsWith('The harbour council')).toBe(true)
  expect(reading.headline.length).toBeLessThanOrEqual(101)
})

test('the language and the direction come from the words', () => {
  const arabic = readText(
    'إغلاق الرصيف القديم\n\nصوّت مجلس الميناء يوم الثلاثاء على إغلاق الرصيف القديم لمدة شتاءين.',
    { lang: 'en' },
  )
  expect(arabic).toMatchObject({ lang: 'ar', dir: 'rtl' })
  expect(readText(paragraphs.join('\n\n'), { lang: 'en-GB' })).toMatchObject({ lang: 'en-GB', dir: 'ltr' })
  expect(readText('Совет порта проголосовал во вторник за закрытие старого причала на две зимы.').lang).toBe(
    'ru',
  )
})

test('whatever the text, the reading is whole: its blocks lie in order, apart, and every passage inside the text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      '\n',
      '\n\n',
      '\r\n',
      'AFP',
      '(Reuters) - ',
      'Source: ',
      'By ',
      'NEXT ',
      '...',
      ...paragraphs,
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const reading = readText(pieces.join(''))
      Reading.parse(reading)
      let end = 0
      for (const block of reading.blocks) {
        expect(block.start).toBeGreaterThanOrEqual(end)
        end = block.end
      }
      const passages = [
        ...reading.credits.map(({ passage }) => passage),
        ...reading.sourceNotes.map(({ passage }) => passage),
        ...reading.declared.flatMap((source) => source.passages),
        ...(reading.dateline ? [reading.dateline.passage] : []),
      ]
      for (const passage of passages) {
        expect(passage.start).toBeLessThan(passage.end)
        expect(passage.end).toBeLessThanOrEqual(reading.text.length)
      }
    }),
  )
})

test.each([
  ['Thursday 5 March 2026 01:03 AM', '2026-03-05T01:03:00.000Z', 'minute'],
  ['Published: 5 March 2026', '2026-03-05T00:00:00.000Z', 'day'],
  ['2026-03-05 10:00', '2026-03-05T10:00:00.000Z', 'minute'],
  ['Опубликовано 5 марта 2026', '2026-03-05T00:00:00.000Z', 'day'],
])('the line “%s” says when it was published, and is none of the body', (line, at, precision) => {
  const reading = readText(`Old pier to close\n\n${line}\n\n${paragraphs[0]}\n\n${paragraphs[1]}`)
  expect(reading.published).toMatchObject({ at, precision, basis: 'text' })
  expect(bodyText(reading).startsWith('The harbour council')).toBe(true)
})

test('a short sentence that ends in a credit is part of the body', () => {
  const reading = readText('Old pier to close\n\nThe council voted (AFP)')
  expect(bodyText(reading)).toBe('The council voted (AFP)')
  expect(reading.credits.map(({ names }) => names)).toEqual([['AFP']])
})

test('a short sentence with a date in it is part of the body', () => {
  const reading = readText(
    `Old pier to close\n\n${paragraphs[0]}\n\nIt opened on 5 March 1926.\n\n${paragraphs[1]}`,
  )
  expect(reading.published).toBeUndefined()
  expect(bodyText(reading)).toContain('It opened on 5 March 1926.')
})

test('all of what a feed item brings is read, with tags and without', () => {
  expect(bodyText(readFragment('Just text, no tags at all.', { title: 'Pier' }))).toBe(
    'Just text, no tags at all.',
  )
  const reading = readFragment(
    '<p>GENEVA (AFP) - The council voted.</p><p>The post <a href="https://a.example/x">Pier</a> appeared first on <a href="https://a.example">Island Herald</a>.</p>',
    { title: 'Pier', siteName: 'Island Herald' },
  )
  expect(reading.declared.map(({ name, role }) => `${name} ${role}`)).toEqual([
    'AFP agency',
    'Island Herald publisher',
  ])
  expect(readFragment('', { title: 'Pier', summary: 'A summary.' }).text).toBe('Pier\n\nA summary.')
})
