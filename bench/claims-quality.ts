import type { Benchmark } from './claims.ts'
import { measureAttributed, measureIdetect } from './claims-quality/figures.ts'
import { measureGerman } from './claims-quality/german.ts'
import { measurePolnear } from './claims-quality/polnear.ts'

export default {
  about: 'statements with their speakers and figures with their givers, against people’s annotations',
  measure: async () => [...measurePolnear(), ...measureGerman(), ...measureAttributed(), ...measureIdetect()],
} satisfies Benchmark
