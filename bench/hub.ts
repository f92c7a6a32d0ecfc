import { type Benchmark, type Claim, median, printTable } from './claims.ts'
import { aHubWorld } from './hub/world.ts'

const subscribers = 1000
const hanging = 100
/** The first is left out: nothing is connected yet. */
const rounds = 4

async function measured(hang: number): Promise<{ firstMs: number; lastMs: number }> {
  const world = await aHubWorld({ answer: subscribers, hang })
  const times: { firstMs: number; lastMs: number }[] = []
  try {
    for (let round = 0; round < rounds; round++) times.push(await world.change())
  } finally {
    await world.close()
  }
  return {
    firstMs: median(times.slice(1).map(({ firstMs }) => firstMs)),
    lastMs: median(times.slice(1).map(({ lastMs }) => lastMs)),
  }
}

async function measure(): Promise<readonly Claim[]> {
  console.log('From a published report to its subscribers, through the queue of the embedded database.\n')
  const alone = await measured(0)
  const beside = await measured(hanging)
  printTable(
    ['sent to a thousand, ms', 'the first', 'the last', 'a second'],
    [
      ['by themselves', alone.firstMs, alone.lastMs, (subscribers / alone.lastMs) * 1000],
      [`beside ${hanging} that hang`, beside.firstMs, beside.lastMs, (subscribers / beside.lastMs) * 1000],
    ],
  )
  return [
    {
      name: 'the first subscriber has a change after',
      figure: alone.firstMs,
      target: 2000,
      by: 'most',
      unit: 'ms',
    },
    {
      name: 'the last of a thousand has it after',
      figure: alone.lastMs,
      target: 10_000,
      by: 'most',
      unit: 'ms',
    },
    {
      name: `the same beside ${hanging} that hang, of that`,
      figure: beside.lastMs / alone.lastMs,
      target: 2,
      by: 'most',
    },
  ]
}

export default {
  about: 'from a published report to the subscribers of the WebSub hub, also beside callbacks that hang',
  measure,
} satisfies Benchmark
