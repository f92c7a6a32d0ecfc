/** A source of the invented world. None of them exists; all addresses end in .example, which nobody can own. */
export interface SampleSource {
  readonly name: string
  readonly host: string
  readonly lang: 'en' | 'fr' | 'ru' | 'ar'
  readonly kind: 'agency' | 'publisher'
  /** What it prints below every article. */
  readonly footer?: string
}

/** A report of the invented world, as its source prints it. */
export interface SampleReport {
  readonly source: SourceKey
  /** Hours after the beginning of the three days. */
  readonly hour: number
  /** Last part of its address; the same slug at the same source is the same page, changed. */
  readonly slug: string
  readonly headline: string
  readonly byline?: string
  /** Paragraphs; one that begins with "## " is a subhead. */
  readonly body: readonly string[]
  /** A line below the article, such as "Meridian Wire / Harbour Courier". */
  readonly credit?: string
  /** A linked line that names where it came from. */
  readonly takenFrom?: { readonly words: string; readonly url: string }
}

/** Every source of the world, by the name the reports use. */
export const sources = {
  meridian: {
    name: 'Meridian Wire',
    host: 'meridianwire.example',
    lang: 'en',
    kind: 'agency',
  },
  littorale: {
    name: 'Agence Littorale',
    host: 'littorale.example',
    lang: 'fr',
    kind: 'agency',
  },
  courier: {
    name: 'Harbour Courier',
    host: 'harbourcourier.example',
    lang: 'en',
    kind: 'publisher',
    footer:
      'The Harbour Courier is delivered to your door on weekdays. Subscribe to our newsletter for the morning edition.',
  },
  northgate: {
    name: 'Northgate Post',
    host: 'northgatepost.example',
    lang: 'en',
    kind: 'publisher',
  },
  relay: {
    name: 'Daily Relay',
    host: 'dailyrelay.example',
    lang: 'en',
    kind: 'publisher',
    footer:
      'These were the details of the news for today. To follow all that is new you can subscribe to our alerts.',
  },
  upland: { name: 'Upland Observer', host: 'uplandobserver.example', lang: 'en', kind: 'publisher' },
  gazette: {
    name: 'Island Gazette',
    host: 'islandgazette.example',
    lang: 'en',
    kind: 'publisher',
    footer: 'Island Gazette: news of the outer islands since the first ferry.',
  },
  monitor: { name: 'Coast Monitor', host: 'coastmonitor.example', lang: 'en', kind: 'publisher' },
  delta: { name: 'Le Quotidien du Delta', host: 'quotidiendudelta.example', lang: 'fr', kind: 'publisher' },
  iles: { name: 'La Feuille des Îles', host: 'feuilledesiles.example', lang: 'fr', kind: 'publisher' },
  vestnik: { name: 'Вестник Побережья', host: 'vestnik-poberezhya.example', lang: 'ru', kind: 'publisher' },
  marfa: { name: 'المرفأ اليوم', host: 'almarfa.example', lang: 'ar', kind: 'publisher' },
} as const satisfies Record<string, SampleSource>

export type SourceKey = keyof typeof sources

export function addressOf({ source, slug }: Pick<SampleReport, 'source' | 'slug'>): string {
  return `https://${sources[source].host}/news/${slug}`
}
