import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { FRAME_TEXTS } from '@/app/(portal)/frame-texts'
import { PAGES } from '@/boot/features'

const ROOT = path.resolve(import.meta.dirname, '..')
const PORTAL = path.join(ROOT, 'app/(portal)')
const IMPORT =
  /(?:import|export)\s+(?!type\b)[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

/** The file of the checkout that an import names, or null for a package. */
function resolve(from: string, name: string): string | null {
  if (!name.startsWith('.') && !name.startsWith('@/')) return null
  const base = name.startsWith('@/') ? path.join(ROOT, name.slice(2)) : path.resolve(path.dirname(from), name)
  const files = ['', '.ts', '.tsx'].map((ending) => base + ending)
  return files.find((file) => existsSync(file) && statSync(file).isFile()) ?? null
}

/** The file and everything of the checkout that it imports, however far. */
function importedFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !/\.tsx?$/.test(file)) return seen
  seen.add(file)
  for (const [, fixed, dynamic] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const next = resolve(file, fixed ?? dynamic ?? '')
    if (next) importedFrom(next, seen)
  }
  return seen
}

/** The first words of the keys of all texts that a page or what it imports shows in the browser. */
function textsOf(file: string): string[] {
  const found = [...importedFrom(file)].flatMap((one) => [
    ...readFileSync(one, 'utf8').matchAll(/useTranslations\(\s*'([^'.]+)/g),
  ])
  return [...new Set(found.map(([, word = '']) => word))].sort()
}

test('no text is asked for by a name that is made while the page runs', () => {
  const files = PAGES.flatMap(({ href }) => [...importedFrom(path.join(PORTAL, href, 'page.tsx'))])
  const made = files.filter((file) => /\buseTranslations\((?!\s*'[^']+'\))/.test(readFileSync(file, 'utf8')))
  expect(made).toEqual([])
})

test('the frame sends what it shows, and no more', () => {
  const frame = ['layout.tsx', 'error.tsx', 'loading.tsx', 'not-found.tsx']
  const shown = frame.flatMap((file) => textsOf(path.join(PORTAL, file)))
  expect([...new Set(shown)].sort()).toEqual([...FRAME_TEXTS].sort())
})

test.each(PAGES)('$href sends what it shows, and no more', ({ href, texts }) => {
  const own = textsOf(path.join(PORTAL, href, 'page.tsx')).filter((name) => !FRAME_TEXTS.includes(name))
  expect([...texts].sort()).toEqual(own)
})
