import { addressOf, type SampleReport, sources } from './world.ts'

const words = {
  en: { previous: 'PREV', next: 'NEXT', menu: ['Home', 'World', 'Business', 'Sport'] },
  fr: { previous: 'Article précédent', next: 'Article suivant', menu: ['Accueil', 'Monde', 'Sports'] },
  ru: { previous: 'Предыдущая', next: 'Следующая', menu: ['Главная', 'Мир', 'Спорт'] },
  ar: { previous: 'السابق', next: 'التالي', menu: ['الرئيسية', 'العالم', 'رياضة'] },
} as const

/** The page a source of the invented world prints: masthead and menu, the article, credit, footer, its neighbours. */
export function samplePage(report: SampleReport, published: Date, neighbours: Neighbours): string {
  const source: { name: string; lang: keyof typeof words; footer?: string; host: string } =
    sources[report.source]
  const { menu, previous, next } = words[source.lang]
  const dir = source.lang === 'ar' ? 'rtl' : 'ltr'
  return [
    `<!doctype html><html lang="${source.lang}" dir="${dir}"><head><meta charset="utf-8">`,
    `<title>${escaped(report.headline)} - ${escaped(source.name)}</title>`,
    `<link rel="canonical" href="${addressOf(report)}">`,
    `<meta property="og:title" content="${escaped(report.headline)}">`,
    `<meta property="og:site_name" content="${escaped(source.name)}">`,
    `<meta property="article:published_time" content="${published.toISOString()}"></head><body>`,
    `<header><a href="/">${escaped(source.name)}</a><nav>${menu.map((item) => `<a href="/">${item}</a>`).join(' ')}</nav></header>`,
    `<main><article><h1>${escaped(report.headline)}</h1>`,
    report.byline ? `<p class="byline">${escaped(report.byline)}</p>` : '',
    ...report.body.map(paragraph),
    report.credit ? `<p class="credit">${escaped(report.credit)}</p>` : '',
    report.takenFrom
      ? `<p class="source"><a href="${report.takenFrom.url}">${escaped(report.takenFrom.words)}</a></p>`
      : '',
    '</article></main>',
    neighbours.previous ? `<p><a href="#">${previous} ${escaped(neighbours.previous)}</a></p>` : '',
    neighbours.next ? `<p><a href="#">${next} ${escaped(neighbours.next)}</a></p>` : '',
    source.footer ? `<footer><p>${escaped(source.footer)}</p></footer>` : '',
    '</body></html>',
  ].join('\n')
}

/** Headlines of the reports before and after at the same source. */
export interface Neighbours {
  readonly previous?: string
  readonly next?: string
}

function paragraph(text: string): string {
  return text.startsWith('## ') ? `<h2>${escaped(text.slice(3))}</h2>` : `<p>${escaped(text)}</p>`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
}
