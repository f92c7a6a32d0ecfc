import { expect, test } from 'vitest'
import { flood } from '../../src/sample/stories/flood.ts'
import { scan } from '../../src/text/scan.ts'
import type { SentenceEncoder } from '../../src/text/translated/sentenceEncoder.ts'
import { TracingMemory } from '../../src/tracing/memory.ts'
import { findTranslations } from '../../src/tracing/translated.ts'
import { aReport, hourMs, noon } from './aReport.ts'

const bodyOf = (slug: string) => flood.find((report) => report.slug === slug)!.body.join('\n\n')
const dispatch = bodyOf('karsa-flood')
const copy = bodyOf('navodnenie-ombra')

/** An encoder to whom all sentences mean the same, or each something else. */
function anEncoder(agrees: boolean): SentenceEncoder {
  const vectorOf = (i: number) =>
    Float32Array.from({ length: 100 }, (_, at) => (at === (agrees ? 0 : i) ? 1 : 0))
  return { model: 'stand-in', encode: async (sentences) => sentences.map((_, i) => vectorOf(i)) }
}

async function translationsOf(encoder?: SentenceEncoder) {
  const memory = new TracingMemory()
  memory.encoder = encoder
  const wire = aReport({ id: 'wire', sourceName: 'Karvenna Wire', language: 'en', at: noon - hourMs })
  memory.remember(wire, scan(dispatch), undefined, { kind: 'own' }, noon)
  const report = aReport({ id: 'copy', language: 'ru' })
  const text = { report, scan: scan(copy), article: [{ start: 0, end: copy.length }] }
  return findTranslations(text, memory, async () => ({ text: dispatch }))
}

test('an encoder that finds the aligned sentences alike makes a translation more likely, one that does not, less', async () => {
  const [agreed] = await translationsOf(anEncoder(true))
  expect(agreed?.key).toBe('wire')
  expect(agreed!.chance).toBeGreaterThan((await translationsOf())[0]?.chance ?? 0)
  expect(await translationsOf(anEncoder(false))).toEqual([])
})
