import type { Command } from 'commander'
import { z } from 'zod'
import type { Taken } from '../delivery/bounces/takeBounce.ts'
import type { Operation } from '../operation.ts'

const Input = z.object({
  /** The mail as it came over the wire, in base64. */
  mail: z.base64(),
  recipients: z.array(z.string()),
})

export const bounce: Operation<z.infer<typeof Input>, never, Taken> = {
  name: 'bounce',
  input: Input,
  async run({ mail, recipients }, { db, context }) {
    const { takeBounce } = await import('../delivery/bounces/takeBounce.ts')
    return takeBounce(db, Buffer.from(mail, 'base64'), { recipients }, context.now)
  },
}

/** What mail servers understand (sysexits.h): it cannot be read, so do not bring it again; and bring it again later. */
const exitDataError = 65
const exitTryAgain = 75

export function addTo(program: Command): void {
  program
    .command('bounce')
    .description('Takes one mail that came back, from standard input: for a mail server’s pipe.')
    .argument('[recipient...]', 'the addresses that it was sent to, where the mail server tells them')
    .option('--json', 'one line of JSON')
    .addHelpText(
      'after',
      '\nIt ends with 0 when the mail was taken, 65 when it cannot be read, and 75 when it should be brought again later.',
    )
    .action(async (given: string[], { json }: { json?: boolean }) => {
      try {
        const taken = await take([...given, ...toldByMailServer()])
        process.stdout.write(json ? `${JSON.stringify(taken)}\n` : `${taken.say}\n`)
        if (taken.kind === 'unreadable') process.exitCode = exitDataError
      } catch (error) {
        // Whatever it is, it is no fault of the mail, which the mail server keeps.
        process.stderr.write(`mainsource: Not taken, try again later. ${(error as Error).message}\n`)
        process.exitCode = exitTryAgain
      }
    })
}

async function take(recipients: string[]): Promise<Taken> {
  const [{ readConfig }, { perform }, { largestNotice }] = await Promise.all([
    import('../config.ts'),
    import('../operation.ts'),
    import('../delivery/bounces/readNotice.ts'),
  ])
  const mail = await readInput(largestNotice)
  return perform(bounce, { mail: mail.toString('base64'), recipients }, readConfig())
}

/** Postfix, Exim and qmail say in the environment for whom a pipe is run. */
function toldByMailServer(): string[] {
  return ['ORIGINAL_RECIPIENT', 'RECIPIENT'].flatMap((name) => process.env[name] ?? [])
}

/** All of standard input, one byte more than the largest at most. The rest is read and let go, as the pipe expects. */
async function readInput(largest: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of process.stdin) {
    if (size <= largest) parts.push(part as Buffer)
    size += (part as Buffer).length
  }
  return Buffer.concat(parts).subarray(0, largest + 1)
}
