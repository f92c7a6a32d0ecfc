import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import type { ExtractedPage } from '../../../src/reading/page/extractedPage.ts'
import { readPage } from '../../../src/reading/page/readPage.ts'
import { amp, arabic, broken, chinese, first, fourth, liveBlog, newspaper, second, third } from './pages.ts'

const url = 'https://www.norwickcourier.example/news/harbour-shut?from=feed'

function article(page: ExtractedPage): string[] {
  return page.blocks.filter((block) => block.region === 'article').map((block) => block.text)
}

function outside(page: ExtractedPage): string[] {
  return page.blocks.filter((block) => block.region === 'outside').map((block) => block.text)
}

describe('a newspaper’s page', () => {
  const page = readPage(newspaper, { url })

  test('gives its headline without the site’s name', () => {
    expect(page.title).toBe('Storm keeps Norwick harbour shut for third day')
    expect(page.siteName).toBe('The Norwick Courier')
  })

  test('gives its authors, also one that is only referred to in JSON-LD that is not quite JSON', () => {
    expect(page.authors).toEqual(['Ingrid Solvang', 'Odd Halvorsen'])
    expect(page.repairs).toContain('its JSON-LD was not valid JSON')
  })

  test('gives the instant it was published with the zone its printed clock shows', () => {
    expect(page.published).toMatchObject({ at: '2026-03-03T07:15:00.000Z', zone: '+01:00' })
    expect(page.modified?.at).toBe('2026-03-03T09:40:00.000Z')
  })

  test('gives lead, paragraphs and subhead in order, and nothing of share buttons, boxes, comments or menus', () => {
    expect(article(page)).toEqual([
      'Two cranes lost, fourteen ships waiting outside the bay and the fish market counting its losses',
      first,
      `${second} the full statement`,
      'A wave like no other',
      third,
      fourth,
      'Source: AFP',
    ])
    expect(page.blocks.find((block) => block.kind === 'heading')?.level).toBe(2)
  })

  test('keeps byline, picture credit and the footer’s words about its source as text outside the article', () => {
    expect(outside(page)).toEqual(
      expect.arrayContaining([
        'By Ingrid Solvang and Odd Halvorsen',
        'Waves break over the quay. Photo: Ola Nordmann / Scanfoto',
        'This article was first published by Northern Wire and has been modified by our staff.',
      ]),
    )
    expect(outside(page).join(' ')).not.toMatch(/uncle|Council|Terms|Sport|Chirp/)
  })

  test('gives addresses whole, and each link the words it stands on', () => {
    expect(page.canonicalUrl).toBe('https://www.norwickcourier.example/news/harbour-shut')
    expect(page.image).toBe('https://www.norwickcourier.example/pictures/harbour.jpg')
    expect(page.links).toEqual([{ url: 'https://port.example/statement', text: 'the full statement' }])
    for (const block of page.blocks) {
      for (const link of block.links) expect(block.text.slice(link.start, link.end)).toBe(link.text)
    }
  })
})

test('a page in Arabic gives its direction, its date in Arabic digits and its source', () => {
  const page = readPage(arabic)
  expect(page).toMatchObject({ lang: 'ar', dir: 'rtl', title: 'إغلاق ميناء النورس لليوم الثالث' })
  expect(page.published).toMatchObject({ at: '2026-03-03T00:00:00.000Z', precision: 'day' })
  expect(article(page)).toHaveLength(3)
})

test('a page in Chinese, in its own encoding, gives headline, paragraphs, time and the line that names its source', () => {
  const page = readPage(iconv.encode(chinese, 'gbk'))
  expect(page.title).toBe('北湾港口连续第三天关闭')
  expect(article(page)).toHaveLength(2)
  expect(page.published).toMatchObject({ at: '2026-03-03T08:15:00.000Z', precision: 'minute' })
  expect(outside(page)).toContain('2026年3月3日 08:15 来源：新海通讯社')
})

test('an AMP page is read like any other', () => {
  expect(article(readPage(amp))).toEqual([first, second, third])
})

test('every entry of a live blog is part of it', () => {
  expect(article(readPage(liveBlog))).toEqual(expect.arrayContaining([first, second, third, fourth]))
})

test('broken markup still gives its paragraphs, each by itself', () => {
  const text = article(readPage(broken, { url }))
  expect(text).toEqual(expect.arrayContaining([first, `${second} More`, third, `${fourth} 3 < 5`]))
})

test('a page that is built by script is read from its JSON-LD', () => {
  const body = [first, second, third, fourth].join('\n\n')
  const page = readPage(
    `<h1>Storm</h1><div id="app"></div><script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Storm', articleBody: body })}</script>`,
  )
  expect(article(page)).toEqual([first, second, third, fourth])
  expect(page.repairs).toContain('its text was taken from its JSON-LD')
})

test('a page that calls itself Latin but is UTF-8 is read as UTF-8, and says so', () => {
  const page = readPage(new TextEncoder().encode('<meta charset="iso-8859-1"><h1>Über den Häfen</h1>'))
  expect(page.title).toBe('Über den Häfen')
  expect(page.repairs).toEqual(['declared as iso-8859-1, but it is UTF-8'])
})

test('the header’s encoding goes before the page’s own', () => {
  const bytes = iconv.encode('<meta charset="utf-8"><h1>Порт закрыт</h1>', 'windows-1251')
  expect(readPage(bytes, { contentType: 'text/html; charset=windows-1251' }).title).toBe('Порт закрыт')
})

test('nothing makes reading throw', () => {
  const piece = fc.constantFrom(
    '<p>',
    '</p>',
    '<div class="comment">',
    '</div>',
    '<a href="x">',
    '</a>',
    '<table><tr><td>',
    '</table>',
    '<li>',
    '<br><br>',
    '<span>',
    '<script type="application/ld+json">',
    '{"@type":["NewsArticle"],"author":{"name":[1,null]},"headline":{}',
    '</script>',
    '<!--',
    '-->',
    '&#x110000;',
    '&amp',
    '<time datetime="2026-13-45">',
    '<meta property="og:title" content="">',
    '<h1>',
    'words of a sentence, and then some more of them to be read',
    '\u0000',
    '\ud800',
    '<',
    '"',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), fc.string(), (pieces, address) => {
      const page = readPage(pieces.join(''), { url: address })
      for (const block of page.blocks) {
        expect(block.text).not.toBe('')
        for (const link of block.links) expect(block.text.slice(link.start, link.end)).toBe(link.text)
      }
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array(), fc.string(), (bytes, contentType) => void readPage(bytes, { contentType })),
  )
})

test.each([
  ['a hundred thousand nested elements', `${'<div>'.repeat(100_000)}<p>${first}</p>`],
  ['a hundred thousand nested links', '<a href="x">'.repeat(100_000)],
  ['a paragraph of half a million lines', `<p>${'a line<br>'.repeat(500_000)}`],
  ['a title of a million parts', `<title>${'a | '.repeat(1_000_000)}</title>`],
  ['JSON-LD nested without end', `<script type="application/ld+json">${'[{"a":'.repeat(500_000)}`],
])('%s are read in a few seconds', { timeout: 60_000 }, (_, html) => {
  const start = performance.now()
  readPage(html)
  expect(performance.now() - start).toBeLessThan(20_000)
})
