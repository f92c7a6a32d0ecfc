import { findAgencies } from '../../src/reading/credits/findAgencies.ts'

export interface OldArticle {
  readonly id: string
  readonly text: string
  readonly mentions: readonly { readonly start: number; readonly end: number; readonly label: string }[]
}

/** Where impresso's label and our short form differ. */
const ourNames: Readonly<Record<string, string>> = {
  'ATS-SDA': 'Keystone-SDA',
  DPA: 'dpa',
  TASS: 'TASS',
  Tass: 'TASS',
  'UP-UPI': 'UPI',
  'SPK-SMP': 'SPK',
  CTK: 'ČTK',
  'DDP-DAPD': 'ddp',
  Extel: 'Exchange',
  Europapress: 'Europa Press',
  TANJUG: 'Tanjug',
  ag: 'agencies',
}

export function agencyOfLabel(label: string): string {
  const name = label.replace(/^org\.ent\.pressagency\./, '')
  return ourNames[name] ?? name
}

/** Every agency named, with its span. */
export function agencyMentions(text: string): { start: number; end: number; name: string }[] {
  return findAgencies(text).map(({ agency, start, end }) => ({ start, end, name: agency.name }))
}
