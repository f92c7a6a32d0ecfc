import { expect, test, vi } from 'vitest'
import { fetchPolitely } from '../../../src/intake/fetching/fetchPolitely.ts'
import { aConfig, aContext } from '../../support/context.ts'
import { aSite } from '../aSite.ts'

// One address of loopback stands for the public internet here, so that a public site can redirect into a private one.
vi.mock(import('../../../src/net/addresses.ts'), async (original) => {
  const { isPublicAddress } = await original()
  return { isPublicAddress: (address) => address === '127.0.0.1' || isPublicAddress(address) }
})

const aStranger = () => aContext({ config: aConfig({ hostDelaySeconds: 0 }) })

test('a redirect from a public to a private address is refused where it leads', async () => {
  const inside = await aSite()
  inside.on('/', 'secret')
  const { port } = new URL(inside.origin)
  const outside = await aSite()
  outside.on('/open', 'hello')
  outside.on('/in', (_, response) => response.writeHead(302, { location: `http://127.0.0.2:${port}/` }).end())
  outside.on('/six', (_, response) => response.writeHead(302, { location: `http://[::1]:${port}/` }).end())
  const stranger = aStranger()
  expect(await fetchPolitely(`${outside.origin}/open`, stranger)).toMatchObject({ kind: 'ok' })
  for (const path of ['/in', '/six']) {
    expect(await fetchPolitely(outside.origin + path, stranger)).toMatchObject({
      kind: 'failed',
      why: 'private-address',
    })
  }
  expect(inside.asked).toEqual([])
})

test('a robots.txt that redirects to a private address is not followed there', async () => {
  const inside = await aSite()
  const outside = await aSite()
  const asked: string[] = []
  inside.on('/robots.txt', (_, response) => {
    asked.push('robots.txt')
    response.end('')
  })
  const there = inside.origin.replace('127.0.0.1', '127.0.0.2')
  outside.on('/robots.txt', (_, response) =>
    response.writeHead(302, { location: `${there}/robots.txt` }).end(),
  )
  outside.on('/', 'hello')
  expect(await fetchPolitely(`${outside.origin}/`, aStranger())).toMatchObject({ why: 'private-address' })
  expect(asked).toEqual([])
})

test('only permanent redirects move an address', async () => {
  const site = await aSite()
  const to = (status: number, location: string) =>
    site.on(`/${status}`, (_, response) => response.writeHead(status, { location }).end())
  for (const status of [301, 302, 303, 307, 308]) to(status, '/new')
  site.on('/new', 'hello')
  const stranger = aStranger()
  for (const status of [301, 308]) {
    expect(await fetchPolitely(`${site.origin}/${status}`, stranger)).toMatchObject({
      movedTo: `${site.origin}/new`,
    })
  }
  for (const status of [302, 303, 307]) {
    const fetched = await fetchPolitely(`${site.origin}/${status}`, stranger)
    expect(fetched).toMatchObject({ kind: 'ok', finalUrl: `${site.origin}/new` })
    expect(fetched.movedTo).toBeUndefined()
  }
})
