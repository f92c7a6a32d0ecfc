import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** A page of its own for one journey, closed with it. Throws what the page's own scripts threw. */
export async function withPage<Result>(
  browser: Browser,
  options: BrowserContextOptions,
  go: (page: Page) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', ...options })
  try {
    const page = await context.newPage()
    const broken: string[] = []
    page.on('pageerror', (error) => broken.push(error.message))
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) broken.push(message.text())
    })
    const result = await go(page)
    if (broken.length > 0) throw new Error(`The page broke: ${broken.join('; ')}`)
    return result
  } finally {
    await context.close()
  }
}

const require = createRequire(import.meta.url)
let axe: Promise<string> | undefined

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** What axe finds wrong with a page by WCAG 2.2 A and AA and its own best practices, in words. */
export async function wrongWith(page: Page): Promise<string[]> {
  axe ??= readFile(require.resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(await axe)
  const violations = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const found = await (globalThis as unknown as { axe: Axe }).axe.run({ runOnly: tags })
    return found.violations
  })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.html.slice(0, 160)} – ${node.failureSummary?.replaceAll(/\s+/g, ' ')}`,
    ),
  )
}

interface Axe {
  run(options: { runOnly: string[] }): Promise<{ violations: Violation[] }>
}

/** How far the page reaches beyond the screen, in pixels; 0 when nothing has to be scrolled sideways. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
}
