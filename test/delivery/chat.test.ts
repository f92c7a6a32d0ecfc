import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linksOf } from '../../src/delivery/links.ts'
import { chatMessage, escapeHtml } from '../../src/delivery/messages/chat.ts'
import { anAlert } from './aDelivery.ts'
import { toSend } from './sending.ts'

const plain = {
  text: (t: string) => t,
  bold: (t: string) => t,
  link: (_: string, t: string) => t,
  newline: '\n',
}

test('a message keeps to its length whatever a report says, and always ends with the way out', () => {
  const words = fc.string({ minLength: 0, maxLength: 3000, unit: 'grapheme' })
  fc.assert(
    fc.property(words, words, fc.array(words, { maxLength: 9 }), (headline, name, texts) => {
      const body = anAlert({
        report: { ...anAlert().report, headline },
        mainSource: { name, report: 'rep_0' },
        developments: texts.map((text, i) => ({ id: `dev_${i}`, kind: 'new-information', text })),
      })
      const delivery = toSend({ kind: 'slack', address: '' })
      const message = chatMessage(body, linksOf({ ...delivery, body }, 'https://news.example'), plain, 2000)
      expect(message.length).toBeLessThanOrEqual(2000)
      expect(message).toMatch(/Story · Mute this story · Change · Unsubscribe$/)
    }),
    { numRuns: 50 },
  )
})

test('HTML is escaped', () => {
  expect(escapeHtml('<a href="x">&')).toBe('&#60;a href=&#34;x&#34;&#62;&#38;')
})
