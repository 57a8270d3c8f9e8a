import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bin, run } from '@/scripts/install.mjs'
import { weighPages, type PageWeight } from './weigh-pages'

const FILES = {
  'app/layout.tsx': `export default function Layout({ children }) { return <html><body>{children}</body></html> }`,
  'app/page.tsx': `export const dynamic = 'force-dynamic'\nexport default function Page() { return null }`,
  // Next would else find those of the portal in the folders above.
  'instrumentation.ts': 'export function register() {}',
  'instrumentation-client.ts': 'export {}',
  'package.json': '{ "name": "empty", "private": true, "type": "module" }',
  'tsconfig.json':
    '{ "compilerOptions": { "jsx": "react-jsx", "module": "esnext", "moduleResolution": "bundler" } }',
}

/** Builds a page of nothing with the same Next, below the checkout, whose packages it takes. Throws with what the build printed. */
export function weighEmptyPage(root: string): PageWeight {
  const folder = path.join(root, 'var/empty-page')
  rmSync(folder, { recursive: true, force: true })
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  writeFileSync(
    path.join(folder, 'next.config.mjs'),
    `export default { turbopack: { root: ${JSON.stringify(root)} }, typescript: { ignoreBuildErrors: true } }`,
  )
  const built = run(folder, [bin(root, 'next'), 'build'], { NODE_ENV: 'production' })
  const empty = built.ok ? weighPages(path.join(folder, '.next')).get('/') : undefined
  if (!empty) throw new Error(`the empty page could not be built: ${built.output.slice(-2000)}`)
  rmSync(folder, { recursive: true, force: true })
  return empty
}
