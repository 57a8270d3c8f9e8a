import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** What the rules refuse: where it stands, the text, and the rule that says so. */
const REFUSED: readonly (readonly [what: string, folder: string, text: string, rule: string])[] = [
  [
    'a setting that is read past its schema',
    'lib/shared',
    "export const a = process.env['PORT']",
    'innerward(settings-by-schema)',
  ],
  [
    'SQL put together as text',
    'lib/shared',
    "export const a = (db: { $queryRawUnsafe: (text: string) => void }) => { db.$queryRawUnsafe('') }",
    'innerward(queries-with-parameters)',
  ],
  [
    'HTML from a text',
    'app/_ui',
    'export const A = () => <p dangerouslySetInnerHTML={{ __html: "" }} />',
    'innerward(no-html)',
  ],
  [
    'a form that shows what was typed in the address',
    'app/_ui',
    'export const A = () => <form />',
    'innerward(own-form)',
  ],
  [
    'a query key that is typed again',
    'app/_ui',
    "export const a = (q: { removeQueries: (a: object) => void }) => { q.removeQueries({ queryKey: ['users'] }) }",
    'innerward(query-key-from-client)',
  ],
  [
    'a link that asks for its page before anybody follows it',
    'app/_ui',
    'import Link from \'next/link\'\nexport const A = () => <Link href="/usage">a</Link>',
    'innerward(link-without-prefetch)',
  ],
  [
    'a key that is listened to past the registry',
    'app/_ui',
    "export const a = () => { window.addEventListener('keydown', () => undefined) }",
    'innerward(registered-shortcut)',
  ],
  ['any', 'lib/shared', 'export const a = (b: any): unknown => b', 'typescript(no-explicit-any)'],
  [
    'a promise nobody waits for',
    'lib/shared',
    'export function a(): void {\n  Promise.resolve()\n}',
    'typescript(no-floating-promises)',
  ],
  ['a word on the console', 'lib/shared', "console.log('a')", 'eslint(no-console)'],
  ["the browser's own question", 'app/_ui', "window.confirm('a')", 'eslint(no-alert)'],
]
const TAKEN = 'lib/shared/taken.ts'

const fileOf = (folder: string, number: number): string => `${folder}/case-${number}.tsx`

let folder: string
let found: readonly { code: string; filename: string }[]

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'innerward-lint-'))
  for (const part of ['.oxlintrc.json', 'tsconfig.json', 'scripts/lint/own-rules.mjs']) {
    cpSync(path.join(ROOT, part), path.join(folder, part))
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), `${text}\n`)
  }
  REFUSED.forEach(([, where, text], number) => write(fileOf(where, number), text))
  write(TAKEN, 'export const a = 1')
  const oxlint = path.join(ROOT, 'node_modules/oxlint/bin/oxlint')
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (stdout === '') throw new Error(stderr)
  found = (JSON.parse(stdout) as { diagnostics: typeof found }).diagnostics
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const saidOf = (file: string): string[] =>
  found.flatMap(({ code, filename }) => (filename === file ? [code] : []))

test.each(REFUSED.map((refused, number) => [...refused, number] as const))(
  'the lint rules refuse %s',
  (_, where, __, rule, number) => {
    expect(saidOf(fileOf(where, number))).toContain(rule)
  },
)

test('the lint rules take a file that keeps to them', () => {
  expect(saidOf(TAKEN)).toEqual([])
})
