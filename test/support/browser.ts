import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'
import { afterAll } from 'vitest'

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a headless Chromium: CHROMIUM_PATH, one of the usual places, or the one that comes as a package. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await findChromium()
  if (!executablePath) throw new Error('No Chromium was found. Set CHROMIUM_PATH to one.')
  return chromium.launch({ executablePath, args: quiet, headless: true })
}

/**
 * A browser for the journeys of one test file, or why there is none. Without one the journeys are skipped, and say so;
 * with MAINSOURCE_REQUIRE_BROWSER=1 that is a failure instead.
 */
export async function aBrowser(): Promise<{ browser?: Browser; skip: boolean }> {
  try {
    const browser = await openBrowser()
    afterAll(() => browser.close())
    return { browser, skip: false }
  } catch (error) {
    if (process.env['MAINSOURCE_REQUIRE_BROWSER'] === '1') throw error
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    process.stderr.write(`\nSKIPPED: the journeys in a browser did not run. ${why}\n`)
    return { skip: true }
  }
}

/** The screens that every page is looked at on. */
export const screens = {
  phone: { viewport: { width: 375, height: 812 } },
  desktop: { viewport: { width: 1280, height: 900 } },
} as const satisfies Record<string, BrowserContextOptions>

async function findChromium(): Promise<string | undefined> {
  const given = process.env['CHROMIUM_PATH']
  if (given) return given
  const installed = usualPlaces.find((place) => existsSync(place))
  if (installed) return installed
  return packagedChromium()
}

async function packagedChromium(): Promise<string | undefined> {
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    return await packaged.executablePath()
  } catch {
    return undefined
  }
}
