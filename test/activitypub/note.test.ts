import { expect, test } from 'vitest'
import { writeNote } from '../../src/delivery/activitypub/note.ts'
import type { AlertBody } from '../../src/domain/alerts.ts'
import type { AlertId } from '../../src/domain/ids.ts'
import { anAlert } from '../delivery/aDelivery.ts'
import { hostile } from '../delivery/sending.ts'

const site = 'https://news.example'

function noteOf(body: Partial<AlertBody>) {
  const at = new Date('2026-05-04T07:12:00Z')
  const state = { root: 'alt_1' as AlertId, actor: 'story-1', publishedAt: at, body: anAlert(body) }
  return writeNote(state, site)
}

function told(text: string, changes: Partial<AlertBody['developments'][number]> = {}) {
  return { id: 'dev_1', kind: 'new-figure', text, ...changes } as const
}

test('a note says what is new, what was said before, who says it, the main source and why one gets it', () => {
  const { content, contentMap, url } = noteOf({ why: { title: 'The Olm', query: 'olm', matched: ['Olm'] } })
  expect(content).toBe(
    [
      '<p><a href="https://news.example/reports/rep_1">Olm floods Karsa</a><br>The Post, 4 May 2026 at 07:10 UTC</p>',
      '<p><strong>Changed figure</strong> (Ilse Varnow)<br>The Olm rose by 4 metres.<br>Before: It rose by 3 metres.</p>',
      '<p>Main source: <a href="https://wire.example/olm">The Wire</a>',
      '<br>Story: <a href="https://news.example/stories/sto_1">Flood at Karsa</a>',
      '<br>You get this because you follow “The Olm”, which asks for: olm (found: Olm).</p>',
    ].join(''),
  )
  expect(contentMap).toEqual({ en: content })
  expect(url).toBe('https://news.example/reports/rep_1')
})

test('what several independent origins say is said to be, and what is too long is cut between words', () => {
  const { content } = noteOf({
    developments: [told('word '.repeat(300), { origins: ['The Wire', 'The Post', 'Olm Radio'] })],
    story: { id: 'sto_1', headline: 'flood '.repeat(100) },
  })
  expect(content).toContain('word …<br>3 independent origins say so: The Wire, The Post and Olm Radio</p>')
  expect(content.length).toBeLessThan(2000)
})

test('a correction says so first', () => {
  const { content } = noteOf({ developments: [told('It rose by 4 metres.', { kind: 'correction' })] })
  expect(content).toMatch(/^<p><strong>Correction<\/strong>: <a /)
})

test('what a report says is text, and its address leads to the web or nowhere', () => {
  const report = { ...anAlert().report, headline: hostile, source: hostile, url: 'javascript:alert(1)' }
  const { content } = noteOf({
    report,
    mainSource: { name: report.source },
    story: { id: 'sto_1', headline: hostile },
    developments: [told(hostile, { before: hostile, speaker: hostile })],
    why: { title: hostile, query: hostile, matched: [hostile] },
  })
  expect(content).not.toContain('<b>')
  expect(content).not.toContain('<!here>')
  expect(content).not.toContain('javascript:')
  expect(content.match(/<(?!\/?(p|br|a|strong)\b)/g)).toBeNull()
})

test('a note that gathers reports in two languages has no language, and leads to their story', () => {
  const from = {
    report: 'rep_2',
    headline: 'Hochwasser',
    source: 'Blatt',
    mainSource: 'Wire',
    dir: 'ltr',
  } as const
  const note = noteOf({
    gathered: 2,
    developments: [
      told('Die Olm stieg.', { from: { ...from, lang: 'de' } }),
      told('The Olm rose.', { from: { ...from, lang: 'en' } }),
    ],
  })
  expect(note.contentMap).toBeUndefined()
  expect(note.url).toBe('https://news.example/stories/sto_1')
  expect(note.content).toContain('Hochwasser – Blatt, from Wire<br>')
})
