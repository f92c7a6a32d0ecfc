import type { Benchmark } from './claims.ts'
import { measureDays } from './reading/days.ts'
import { measureLikeness } from './reading/golden.ts'
import { measureNews } from './reading/naeb.ts'
import { measureSpeed } from './reading/speed.ts'
import { measureStructured } from './reading/structured.ts'
import { measureWeb } from './reading/trafilatura.ts'

export default {
  about: 'reading web pages: text, headline, authors, days and speed, against pages with known truth',
  async measure() {
    return [
      ...(await measureNews()),
      ...(await measureWeb()),
      ...(await measureDays()),
      ...(await measureLikeness()),
      ...(await measureStructured()),
      ...(await measureSpeed()),
    ]
  },
} satisfies Benchmark
