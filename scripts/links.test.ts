import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const PAGES = globSync(['*.md', '{app,bench,boot,docs,lib,models}/**/*.md'], { cwd: ROOT })

/** What a Markdown text links to within the checkout, relative to it; fences hold examples. */
function linksOf(text: string): string[] {
  const links = text.replace(/^```[^]*?^```/gm, '').matchAll(/\]\((?:<([^>]+)>|([^)\s]+))\)/g)
  return [...links].flatMap(([, bracketed, plain]) => bracketed ?? plain ?? [])
}

test.each(PAGES)('every file that %s links to is there', (page) => {
  const links = linksOf(readFileSync(path.join(ROOT, page), 'utf8'))
  const files = links.filter((link) => !/^(?:[a-z]+:|#)/.test(link)).map((link) => link.replace(/#.*/, ''))
  expect(files.filter((file) => !existsSync(path.resolve(ROOT, path.dirname(page), file)))).toEqual([])
})
