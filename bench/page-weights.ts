import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from '@/boot/build/build'
import { weighEmptyPage } from './pages/empty-page'
import { weighPages } from './pages/weigh-pages'

/**
 * `npm run bench:pages`: bytes (gzip) of the scripts and styles that each page's HTML names, beside an empty page of the same
 * Next. Prints the table and writes bench/results/pages.json.
 */
const ROOT = path.resolve(import.meta.dirname, '..')
const failed = await build(ROOT)
if (failed) throw new Error(`the portal could not be built: ${failed}`)
const { scripts: empty } = weighEmptyPage(ROOT)
const pages = [...weighPages(path.join(ROOT, '.next'))]
  .map(([page, { scripts, styles }]) => ({ page, scripts, styles, overEmpty: scripts + styles - empty }))
  .sort((a, b) => a.overEmpty - b.overEmpty)
process.stdout.write(`an empty page: ${empty} bytes\n`)
for (const { page, scripts, styles, overEmpty } of pages) {
  process.stdout.write(`${page.padEnd(36)} ${scripts + styles} bytes, ${overEmpty} over the empty page\n`)
}
writeFileSync(
  path.join(import.meta.dirname, 'results/pages.json'),
  `${JSON.stringify({ node: process.version, empty, pages }, null, 2)}\n`,
)
