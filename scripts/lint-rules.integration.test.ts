import path from 'node:path'
import { ESLint } from 'eslint'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const eslint = new ESLint({ cwd: ROOT })

/** The rules that a text breaks if it stood in a file of ours. */
async function broken(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(ROOT, file) })
  return result?.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`) ?? []
}

test.each([
  [
    'a setting that is read past its schema',
    'lib/shared/locale.ts',
    "export const a = process.env['PORT']",
    'lib/config/env.ts',
  ],
  [
    'SQL put together as text',
    'lib/shared/locale.ts',
    "export const a = (db: { $queryRawUnsafe: (text: string) => void }) => { db.$queryRawUnsafe('') }",
    'tagged templates',
  ],
  [
    'HTML from a text',
    'app/_ui/form.tsx',
    'export const A = () => <p dangerouslySetInnerHTML={{ __html: "" }} />',
    'rendered as HTML',
  ],
  [
    'a form that shows what was typed in the address',
    'app/_ui/button.tsx',
    'export const A = () => <form />',
    'Use Form',
  ],
  [
    'a query key that is typed again',
    'app/_ui/button.tsx',
    "export const a = (q: { removeQueries: (a: object) => void }) => { q.removeQueries({ queryKey: ['users'] }) }",
    'take it from the client.ts',
  ],
  [
    'a link that asks for its page before anybody follows it',
    'app/_ui/button.tsx',
    'import Link from \'next/link\'\nexport const A = () => <Link href="/usage">a</Link>',
    'prefetch={false}',
  ],
  [
    'a key that is listened to past the registry',
    'app/_ui/button.tsx',
    "export const a = () => { window.addEventListener('keydown', () => undefined) }",
    'useShortcut',
  ],
  ['any', 'lib/shared/locale.ts', 'export const a = (b: any): unknown => b', 'no-explicit-any'],
  [
    'a promise nobody waits for',
    'lib/shared/locale.ts',
    'export function a(): void {\n  Promise.resolve()\n}',
    'no-floating-promises',
  ],
  ['a word on the console', 'lib/shared/locale.ts', "console.log('a')", 'no-console'],
  ["the browser's own question", 'app/_ui/button.tsx', "window.confirm('a')", 'no-alert'],
])('the lint rules refuse %s', async (_, file, text, said) => {
  expect((await broken(file, `${text}\n`)).join('\n')).toContain(said)
})

test('the lint rules take a file that keeps to them', async () => {
  expect(await broken('lib/shared/locale.ts', 'export const a = 1\n')).toEqual([])
})
