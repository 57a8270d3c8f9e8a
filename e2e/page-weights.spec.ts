import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { weighPages } from '../bench/pages/weigh-pages'
import { expect, test } from './portal'

/** Bytes (gzip) of an empty page of Next 16.4.6 (`npm run bench:pages`); a later Next may have others. */
const EMPTY = 134_656
/** What a page may load beyond it, in bytes. */
const CEILINGS = { '/login': 20_000, '/consult': 140_000, '/usage': 130_000, '/audit': 130_000 } as const
const BUILD = path.resolve(import.meta.dirname, '../.next')

test('no page loads more than its ceiling, and the sign-in page next to nothing', async ({ request }) => {
  const pages = weighPages(BUILD)
  const over = Object.entries(CEILINGS).flatMap(([page, ceiling]) => {
    const { scripts = Infinity, styles = 0 } = pages.get(page) ?? {}
    return scripts + styles - EMPTY > ceiling ? [`${page}: ${scripts + styles - EMPTY}`] : []
  })
  expect(over).toEqual([])
  // What was weighed is what the page names.
  const html = await (await request.get('/login')).text()
  const named = [...html.matchAll(/(?:src|href)="\/_next\/(static\/[^"?]+\.(?:js|css))/g)].map(
    ([, file]) => file,
  )
  expect(named.length).toBeGreaterThan(3)
  const weighed = new Set(pages.get('/login')?.files)
  // Browsers without modules alone load the polyfills.
  const polyfills = [...html.matchAll(/<script src="\/_next\/(static\/[^"]+\.js)"[^>]*noModule/gi)].map(
    ([, file]) => file,
  )
  expect(named.filter((file) => file && !weighed.has(file) && !polyfills.includes(file))).toEqual([])
})

// Node reads the map beside every file of the server, at each start. One that Next writes without anything in it has 53 bytes.
test('the built server and the browser’s files come without source maps', () => {
  const files = ['server', 'static'].flatMap((folder) =>
    readdirSync(path.join(BUILD, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(BUILD, folder, file),
    ),
  )
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter((file) => file.endsWith('.map') && statSync(file).size > 100)).toEqual([])
})
