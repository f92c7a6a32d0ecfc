#!/usr/bin/env node
import { Command } from 'commander'
import { addTo as addAdd } from './commands/add.ts'
import { addTo as addBounce } from './commands/bounce.ts'
import { addTo as addBounces } from './commands/bounces.ts'
import { addTo as addClaims } from './commands/claims.ts'
import { addTo as addDeliveries } from './commands/deliveries.ts'
import { addTo as addDoctor } from './commands/doctor.ts'
import { addTo as addExport } from './commands/export.ts'
import { addTo as addHeld } from './commands/held.ts'
import { addTo as addImport } from './commands/import.ts'
import { addTo as addMatch } from './commands/match.ts'
import { addTo as addOpml } from './commands/opml.ts'
import { addTo as addRead } from './commands/read.ts'
import { addTo as addSources } from './commands/sources.ts'
import { addTo as addStart } from './commands/start.ts'
import { addTo as addStories } from './commands/stories.ts'
import { addTo as addSubscribe } from './commands/subscribe.ts'
import { addTo as addTrace } from './commands/trace.ts'
import { Failure } from './failure.ts'

const program = new Command('mainsource')
  .description(
    'Follows the news: where each report’s text came from, what is new in it, and who should be told.',
  )
  .version('0.1.0')

// Every command is in a file of its own in commands/, loaded when it is called.
addStart(program)
addImport(program)
addAdd(program)
addSources(program)
addOpml(program)
addTrace(program)
addStories(program)
addClaims(program)
addMatch(program)
addSubscribe(program)
addDeliveries(program)
addBounce(program)
addBounces(program)
addHeld(program)
addRead(program)
addExport(program)
addDoctor(program)

// Whoever reads the output may stop early, as `head` does: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof Failure)) throw error
  process.stderr.write(`mainsource: ${error.message}\n`)
  process.exitCode = 1
}
