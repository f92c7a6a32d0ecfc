import type { Db } from '../../src/db/open.ts'
import type { StoryId } from '../../src/domain/ids.ts'
import {
  addDevelopment,
  addFeed,
  addFigure,
  addOrigin,
  addReport,
  addRevision,
  addSource,
  addStatement,
  addStory,
  type Report,
  type Source,
} from './seedPages.ts'

/** A small world for pages: a flood told by an agency, its copies and a late correction; a strike; a match in Arabic. */
export interface PagesWorld {
  readonly flood: StoryId
  readonly strike: StoryId
  readonly wire: Report
  readonly whole: Report
  readonly modified: Report
  readonly arabic: Report
  readonly own: Report
  readonly revised: Report
  readonly declaredOnly: Report
  readonly sources: Record<'wire' | 'courier' | 'herald' | 'alnahr' | 'radio' | 'sud' | 'mirror', Source>
}

const lead =
  'The river Olm burst its banks at Karsa early on Monday and flooded the lower town, the regional governor said.'
const figures =
  'At least 14 people were killed and 2,300 had to leave their homes, according to the rescue service.'
const quote = '“The dam held, but the old dyke did not,” governor Ilse Varnow told reporters.'
const army = 'The army sent six boats and two hundred soldiers to help with the evacuation.'
const past = 'Karsa was last flooded in 1997, when the water stood in the lower town for eleven days.'
const school = 'Schools in the district stay closed until Thursday, the education office announced.'
const heraldOwn =
  'Our correspondent in Karsa saw families carry furniture up the stairs of the town hall, which has opened its attic as a shelter.'

/** Fills an empty database. `now` is when the last of it happened. */
export async function fillPagesWorld(
  db: Db,
  now: Date = new Date('2026-11-23T12:00:00Z'),
): Promise<PagesWorld> {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  const sources = {
    wire: await addSource(db, 'Northwind Wire', { kind: 'agency' }),
    courier: await addSource(db, 'Karsa Courier'),
    herald: await addSource(db, 'The Delta Herald'),
    alnahr: await addSource(db, 'صحيفة النهر', { lang: 'ar', host: 'annahr.example' }),
    radio: await addSource(db, 'Radio Pirol'),
    sud: await addSource(db, 'Le Sud-Matin', { lang: 'fr' }),
    mirror: await addSource(db, 'Plain Mirror'),
  }
  await fillFeeds(db, sources, ago)
  const wire = await addReport(db, {
    source: sources.wire,
    at: ago(190),
    headline: 'River Olm floods lower town of Karsa, at least 14 dead',
    authors: ['Maren Tiel'],
    paragraphs: [{ role: 'dateline', text: 'KARSA (Northwind) –' }, lead, figures, quote, army, past],
  })
  await addOrigin(db, { report: wire, kind: 'own' })
  const whole = await addReport(db, {
    source: sources.courier,
    at: ago(171),
    headline: 'Olm floods Karsa: at least 14 dead',
    paragraphs: [lead, figures, quote, army, past],
    credit: { printed: 'Northwind Wire', names: ['Northwind Wire'] },
  })
  await addOrigin(db, {
    report: whole,
    kind: 'whole',
    traces: [{ of: wire, shared: [lead, figures, quote, army, past] }],
    confidence: 0.99,
    reasons: ['All of its text is in the earlier report.', 'It credits Northwind Wire.'],
    chain: [{ name: 'Northwind Wire', report: wire.id, kind: 'own', lagMs: 19 * 60_000 }],
  })
  const edited =
    'The army has sent six boats and about two hundred soldiers to help the town with the evacuation.'
  const modified = await addReport(db, {
    source: sources.herald,
    at: ago(64),
    headline: 'Karsa after the flood: “the old dyke did not hold”',
    authors: ['Jonna Reik', 'Pavel Osten'],
    paragraphs: [
      heraldOwn,
      lead,
      { role: 'subhead', text: 'Six boats for two thousand people' },
      `${figures} ${quote}`,
      edited,
      school,
    ],
    credit: { printed: 'Karsa Courier / Northwind Wire', names: ['Karsa Courier', 'Northwind Wire'] },
    note: {
      says: 'published-at',
      names: ['Karsa Courier'],
      printed:
        'The original news has been published at Karsa Courier and may have been modified by the editorial team.',
    },
    declared: [
      { name: 'Northwind Wire', role: 'agency', says: 'Karsa Courier / Northwind Wire' },
      {
        name: 'Karsa Courier',
        role: 'carrier',
        says: 'The original news has been published at Karsa Courier',
      },
      { name: 'The Delta Herald', role: 'publisher', says: 'may have been modified by the editorial team' },
    ],
  })
  await addOrigin(db, {
    report: modified,
    kind: 'modified',
    traces: [
      { of: whole, shared: [lead, figures, { here: edited, there: army, kind: 'edited', similarity: 0.78 }] },
      { of: wire, shared: [quote] },
    ],
    main: wire,
    confidence: 0.93,
    chain: [
      { name: 'Northwind Wire', report: wire.id, kind: 'own', lagMs: 19 * 60_000 },
      { name: 'Karsa Courier', report: whole.id, kind: 'whole', lagMs: 107 * 60_000 },
    ],
  })
  await fillClaims(db, wire)
  await fillClaims(db, modified)
  const arabic = await addReport(db, {
    source: sources.alnahr,
    at: ago(40),
    lang: 'ar',
    headline: 'فيضان نهر أولم يغمر البلدة السفلى في كارسا',
    paragraphs: [
      'فاض نهر أولم فجر الاثنين وغمر البلدة السفلى في كارسا، كما قالت حاكمة الإقليم إلسه فارنو.',
      'وقال مسؤول الإنقاذ تومان ريل: «ارتفع عدد القتلى إلى 16 شخصا، وما زال خمسة في عداد المفقودين».',
    ],
  })
  await addOrigin(db, { report: arabic, kind: 'own' })
  await addStatement(db, arabic, 0, {
    speaker: 'تومان ريل',
    content: 'ارتفع عدد القتلى إلى 16 شخصا، وما زال خمسة في عداد المفقودين',
  })
  const first = {
    source: sources.radio,
    at: ago(35),
    headline: 'Dam above Karsa under watch',
    paragraphs: [
      'Engineers keep the dam above Karsa under watch, Radio Pirol has learned from the water board.',
    ],
  }
  const own = await addReport(db, first)
  await addOrigin(db, { report: own, kind: 'own' })
  const revised = await addRevision(
    db,
    own,
    {
      ...first,
      at: ago(12),
      headline: 'Dam above Karsa is safe, water board says',
      paragraphs: [
        'The dam above Karsa is safe, the water board said after its engineers had measured through the night.',
        'An earlier version of this report said that the dam was under watch.',
      ],
    },
    2,
  )
  await addOrigin(db, { report: revised, kind: 'own' })
  const flood = await addStory(db, wire.headline, [wire, whole, modified, arabic, revised])
  await addDevelopment(db, flood, wire, 'first-report', lead)
  await addDevelopment(db, flood, wire, 'new-figure', figures)
  await addDevelopment(db, flood, wire, 'new-statement', quote)
  await addDevelopment(db, flood, modified, 'new-information', school)
  await addDevelopment(
    db,
    flood,
    arabic,
    'changed-figure',
    'وقال مسؤول الإنقاذ تومان ريل: «ارتفع عدد القتلى إلى 16 شخصا، وما زال خمسة في عداد المفقودين».',
    figures,
  )
  await addDevelopment(db, flood, own, 'new-information', first.paragraphs[0]!)
  await addDevelopment(
    db,
    flood,
    revised,
    'correction',
    'The dam above Karsa is safe, the water board said after its engineers had measured through the night.',
    first.paragraphs[0],
  )
  return {
    ...(await fillStrike(db, sources, ago)),
    flood,
    wire,
    whole,
    modified,
    arabic,
    own,
    revised,
    sources,
  }
}

async function fillStrike(db: Db, sources: PagesWorld['sources'], ago: (minutes: number) => Date) {
  const sentence = 'Les dockers du port de Mirane ont voté lundi la poursuite de la grève jusqu’à vendredi.'
  const said = '« Nous demandons des équipes complètes, rien de plus », a déclaré la déléguée Odile Brassac.'
  const french = await addReport(db, {
    source: sources.sud,
    at: ago(600),
    lang: 'fr',
    headline: 'À Mirane, les dockers prolongent la grève',
    paragraphs: [said, sentence],
  })
  await addOrigin(db, { report: french, kind: 'own' })
  await addStatement(db, french, 0, {
    speaker: 'Odile Brassac',
    content: 'Nous demandons des équipes complètes, rien de plus',
  })
  const declaredOnly = await addReport(db, {
    source: sources.mirror,
    at: ago(540),
    headline: 'Dock workers at Mirane carry on with strike',
    paragraphs: [
      'Dock workers at the port of Mirane voted on Monday to carry on with their strike until Friday.',
      { role: 'boilerplate', text: 'About us | Contact | Terms of use' },
    ],
    credit: { printed: 'Harbour News / BZP', names: ['Harbour News', 'BZP'] },
    declared: [
      { name: 'BZP', role: 'agency', says: 'Harbour News / BZP' },
      { name: 'Harbour News', role: 'carrier', says: 'Harbour News / BZP' },
      { name: 'Plain Mirror', role: 'publisher', says: 'Harbour News / BZP' },
    ],
  })
  await addOrigin(db, {
    report: declaredOnly,
    kind: 'own',
    mainName: 'BZP',
    confidence: 0.6,
    chain: [
      { name: 'BZP', kind: 'declared' },
      { name: 'Harbour News', kind: 'declared' },
    ],
  })
  const strike = await addStory(db, french.headline, [french, declaredOnly], 'fr')
  await addDevelopment(db, strike, french, 'first-report', sentence)
  await addDevelopment(db, strike, french, 'new-statement', said)
  return { strike, declaredOnly }
}

async function fillClaims(db: Db, report: Report): Promise<void> {
  await addStatement(db, report, 0, {
    speaker: 'Ilse Varnow',
    content: '“The dam held, but the old dyke did not,”',
  })
  await addStatement(db, report, 1, {
    kind: 'indirect',
    speaker: 'the regional governor',
    content: 'The river Olm burst its banks at Karsa early on Monday and flooded the lower town',
  })
  await addFigure(db, report, 0, {
    printed: 'At least 14 people',
    of: 'killed',
    value: 14,
    qualifier: 'at-least',
  })
  await addFigure(db, report, 1, { printed: '2,300', of: 'had to leave their homes', value: 2300 })
}

async function fillFeeds(
  db: Db,
  sources: PagesWorld['sources'],
  ago: (minutes: number) => Date,
): Promise<void> {
  const soon = ago(-9)
  await addFeed(db, sources.wire, {
    url: 'https://northwind-wire.example/all.xml',
    last_fetched_at: ago(3),
    last_item_at: ago(190),
    next_poll_at: soon,
    interval_s: 720,
  })
  await addFeed(db, sources.courier, {
    url: 'https://karsa-courier.example/rss',
    failures: 4,
    last_error: 'The server did not answer within 20 seconds.',
    last_fetched_at: ago(55),
    last_item_at: ago(171),
    next_poll_at: ago(-80),
    interval_s: 900,
  })
  await addFeed(db, sources.radio, {
    url: 'https://radio-pirol.example/news.rss',
    last_fetched_at: ago(8),
    last_item_at: ago(60 * 24 * 9),
    quiet_after_s: 3 * 86_400,
    next_poll_at: soon,
    interval_s: 3600,
  })
  await addFeed(db, sources.mirror, {
    url: 'https://plain-mirror.example/feed',
    status: 'gone',
    last_error: 'The server says this feed is gone for good (410).',
    last_fetched_at: ago(3000),
  })
}
