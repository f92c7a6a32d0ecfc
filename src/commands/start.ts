import type { Command } from 'commander'

export function addTo(program: Command): void {
  program
    .command('start')
    .description('Starts every stage and the site, and keeps running.')
    .option('--sample', 'also follow a small invented world, replayed over a minute')
    .action(async (options: { sample?: boolean }) => {
      const { start } = await import('../startSite.ts')
      await start(options)
    })
}
