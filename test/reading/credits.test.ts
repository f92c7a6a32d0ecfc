import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agencies } from '../../src/reading/credits/agencies.ts'
import { readByline } from '../../src/reading/credits/byline.ts'
import { agencyNamed, findAgencies } from '../../src/reading/credits/findAgencies.ts'
import { findCredits, isCreditLine } from '../../src/reading/credits/findCredits.ts'

const namesIn = (text: string) => findCredits(text).flatMap(({ names }) => names)

test.each([
  ['Lake Tribune / AFP', ['Lake Tribune', 'AFP']],
  ['Reuters', ['Reuters']],
  ['The Associated Press', ['AP']],
  ['AFP, AP, dpa', ['AFP', 'AP', 'dpa']],
  ['Le Courrier du Lac avec AFP', ['Le Courrier du Lac', 'AFP']],
  ['Avec l’AFP', ['AFP']],
  ['dpa/AFP', ['dpa', 'AFP']],
  ['(dpa)', ['dpa']],
  ['– Agence France-Presse', ['AFP']],
  ['Источник: ТАСС', ['TASS']],
  ['/Интерфакс/', ['Interfax']],
  ['المصدر: وكالة فرانس برس', ['AFP']],
  ['رويترز', ['Reuters']],
  ['Fuente: EFE', ['EFE']],
  ['来源：新华社', ['Xinhua']],
  ['via Reuters', ['Reuters']],
  ['via The Lake Tribune', ['The Lake Tribune']],
  ['By Orla Fenn, Associated Press', ['AP']],
  ['Anadolu Ajansı', ['Anadolu']],
  ['Lake Tribune with agencies', undefined],
])('the line “%s” is a credit', (line, names) => {
  if (names === undefined) expect(namesIn(line)).toContain('agencies')
  else expect(namesIn(line)).toEqual(names)
})

test.each([
  ['GENEVA, Oct 14 (Reuters) - The harbour council voted on Tuesday.', ['Reuters']],
  ['(Reuters) – The harbour council voted on Tuesday.', ['Reuters']],
  ['PARIS (AFP) — The harbour council voted on Tuesday.', ['AFP']],
  ['Berlin (dpa/lno) - Der Hafenrat hat am Dienstag entschieden.', ['dpa']],
  ['ROMA, 14 OTT - Il consiglio ha votato martedì. (ANSA).', ['ANSA']],
  ['Madrid, 14 oct (EFE).- El consejo votó el martes.', ['EFE']],
  ['МОСКВА, 14 октября. /ТАСС/. Совет порта проголосовал во вторник.', ['TASS']],
  ['МОСКВА, 14 окт — РИА Новости. Совет порта проголосовал во вторник.', ['RIA Novosti']],
  ['القاهرة (رويترز) - صوت مجلس الميناء يوم الثلاثاء', ['Reuters']],
  ['新华社北京10月14日电 港务委员会周二投票。', ['Xinhua']],
  ['The council voted on Tuesday, the mayor said. (AFP)', ['AFP']],
  ['The council voted on Tuesday, the mayor said. – Bernama', ['Bernama']],
  ['(With inputs from PTI)', ['PTI']],
  ['(Con información de AFP, EFE y Reuters)', ['AFP', 'EFE', 'Reuters']],
  ['The Associated Press contributed to this report.', []],
  ['Mit Material von dpa.', ['dpa']],
  ['The council voted. (Reporting by Orla Fenn and Tam Beck; Editing by Ines Mo)', ['Reuters']],
])('“%s” is credited to %j', (text, names) => {
  expect(namesIn(text)).toEqual(names)
})

test.each([
  'The mayor told AFP that the pier would be closed.',
  'A correspondent of the French News Agency said that the pier had sunk.',
  'In an interview with Agence France-Presse, the mayor spoke of the pier.',
  'The Associated Press (AP) said it had seen the letter.',
  'Officials fear (Reuters) that the pier may sink.',
  'According to Russian news agency TASS, the pier had been closed.',
  'Мэр сообщил агентству ТАСС, что причал закрыт.',
  'صرح العمدة لوكالة فرانس برس أن الرصيف مغلق.',
  'Photo: Tam Beck/AFP',
  'Tam Beck / AFP',
  'Map',
  'AG',
  'AA',

  'Up and down the coast the piers are closing.',
  'Frank Reuter and Anna Wolff, who own the pier, declined to comment.',
])('“%s” has no credit', (text) => {
  expect(namesIn(text)).toEqual([])
})

test('a credit’s passage is the credit as printed', () => {
  const text = 'OSLO, March 3 (Reuters) - The harbour council voted.'
  const [credit] = findCredits(text)
  expect(text.slice(credit!.passage.start, credit!.passage.end)).toBe(credit!.printed)
  expect(credit!.printed).toBe('(Reuters)')
})

test('every agency of the register is known by each of its names, alone on a line', () => {
  const unknown = agencies.flatMap(({ name, names, codes = [], needsSign = [] }) =>
    [...names, ...codes, ...needsSign].filter((printed) => agencyNamed(printed)?.name !== name),
  )
  expect(unknown).toEqual([])
})

test('whatever the text, agencies are found in order, apart, and inside it', () => {
  const words = fc.constantFrom(
    'AFP',
    'Reuters',
    ' / ',
    '(',
    ')',
    'the ',
    'ТАСС',
    '新华社',
    '. ',
    'é',
    'ap',
    '-',
  )
  fc.assert(
    fc.property(
      fc.array(words).map((parts) => parts.join('')),
      (text) => {
        let end = 0
        for (const mention of findAgencies(text)) {
          expect(mention.start).toBeGreaterThanOrEqual(end)
          end = mention.end
          expect(end).toBeLessThanOrEqual(text.length)
        }
        for (const { passage, printed } of findCredits(text)) {
          expect(text.slice(passage.start, passage.end)).toContain(printed)
        }
      },
    ),
  )
})

test('no text takes long to search for credits', () => {
  for (const piece of ['(', '/ ', 'a/', '. – ', 'AFP ', 'By A ', '((Reporting by ', 'Source: ', ' via ']) {
    const begun = performance.now()
    findCredits(piece.repeat(20_000))
    expect(performance.now() - begun).toBeLessThan(1500)
  }
})

test.each([
  ['By Orla Fenn', ['Orla Fenn'], []],
  ['By Orla Fenn and Tam Beck in Oslo', ['Orla Fenn', 'Tam Beck'], []],
  ['By Orla Fenn, Associated Press', ['Orla Fenn'], ['AP']],
  ['Par Inès Moreau avec AFP', ['Inès Moreau'], ['AFP']],
  ['Von Jörg Tannert', ['Jörg Tannert'], []],
  ['بقلم سلمى درويش', ['سلمى درويش'], []],
])('the byline “%s” names its authors', (line, authors, wires) => {
  expect(readByline(line)).toEqual({ authors, agencies: wires })
})

test('a sentence that begins with By is no byline', () => {
  expect(readByline('By Tuesday the harbour was closed')).toBeUndefined()
  expect(readByline('By John Street the road was closed to all.')).toBeUndefined()
})

test('a credit line is nothing but a credit', () => {
  expect(isCreditLine('Lake Tribune / AFP')).toBe(true)
  expect(isCreditLine('The Reuters building in Oslo was closed on Tuesday by the police')).toBe(false)
})
