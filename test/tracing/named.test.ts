import { expect, test } from 'vitest'
import { scan } from '../../src/text/scan.ts'
import { TracingMemory } from '../../src/tracing/memory.ts'
import { creditedReport, linkedReport } from '../../src/tracing/named.ts'
import { aReport, hourMs, noon } from './aReport.ts'

const texts = {
  flood:
    'The river Orle rose by four metres and flooded Karvenna. Mayor Ilse Brandvold said that 1,247 people were moved to schools.',
  strike:
    'Crews of the ferry to Sandholm struck for 36 hours. Union leader Piet Aldous said that 310 sailors had signed the call.',
  milk: 'Milk prices fell by 7 percent in Ostmark. Minister Dana Korvin promised 85 million crowns to farmers.',
}
const asked = scan(
  'Karvenna is under water since the Orle broke its banks; 1,247 had to go, Ilse Brandvold told us.',
)

function aWindow(...reports: { id: string; text: string; at?: number; url?: string; source?: string }[]) {
  const memory = new TracingMemory()
  for (const { id, text, at = noon - 2 * hourMs, url, source = 'Ellesmar Wire' } of reports) {
    const report = aReport({ id, sourceName: source, at, url, language: 'en' })
    memory.remember(report, scan(text), undefined, { kind: 'own' }, noon)
  }
  return memory
}

const credited = (memory: TracingMemory) => {
  const report = aReport({ credits: ['Ellesmar Wire'], language: 'en' })
  return creditedReport({ report, scan: asked, article: [{ start: 0, end: asked.text.length }] }, memory)
}

test('a credit leads to the one report of that source that shares its names and numbers', () => {
  const memory = aWindow(
    { id: 'flood', text: texts.flood },
    { id: 'strike', text: texts.strike },
    { id: 'milk', text: texts.milk },
    { id: 'elsewhere', text: texts.flood, source: 'Other Wire' },
  )
  expect(credited(memory)).toMatchObject({ report: { id: 'flood' }, by: 'credit' })
})

test('a credit leads nowhere when two reports fit, when none does, or when it came days before', () => {
  const twice = [
    { id: 'one', text: texts.flood },
    { id: 'two', text: `${texts.flood} Rain is expected.` },
  ]
  expect(credited(aWindow(...twice, { id: 'milk', text: texts.milk }))).toBeUndefined()
  expect(credited(aWindow({ id: 'milk', text: texts.milk }))).toBeUndefined()
  const old = { id: 'old', text: texts.flood, at: noon - 72 * hourMs }
  expect(credited(aWindow(old, { id: 'milk', text: texts.milk }))).toBeUndefined()
})

test('an address among the credits leads to its report; a link in passing only to a source that is named', () => {
  const url = 'https://ellesmar.example/flood'
  const memory = aWindow({ id: 'flood', text: texts.flood, url })
  const link = `${url}?utm_source=x`
  expect(linkedReport(aReport({ takenFrom: [link], links: [link] }), memory)).toMatchObject({
    report: { id: 'flood' },
    by: 'link',
  })
  expect(linkedReport(aReport({ links: [link] }), memory)).toBeUndefined()
  expect(linkedReport(aReport({ links: [link], credits: ['Ellesmar Wire'] }), memory)?.by).toBe('link')
  memory.remove('flood')
  expect(linkedReport(aReport({ takenFrom: [link], links: [link] }), memory)).toBeUndefined()
})

test('what is forgotten is neither found by its address nor as a translation', () => {
  const memory = aWindow({ id: 'flood', text: texts.flood, url: 'https://ellesmar.example/flood' })
  expect([memory.translations.size, memory.known.hasSource('Ellesmar Wire')]).toEqual([1, true])
  memory.forget(noon + 1)
  expect([memory.size, memory.translations.size, memory.known.hasSource('Ellesmar Wire')]).toEqual([
    0,
    0,
    false,
  ])
  expect(memory.known.at('https://ellesmar.example/flood')).toBeUndefined()
})
