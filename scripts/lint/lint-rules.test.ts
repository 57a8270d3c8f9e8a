import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BROKEN } from './broken-rules'
import { BROKEN_ON_SCREENS } from './broken-rules-of-screens'

const ROOT = path.resolve(import.meta.dirname, '../..')
const OXLINT = path.join(ROOT, 'node_modules/oxlint/bin/oxlint')
const TAKEN = 'app/_ui/taken.tsx'

/** Each rule with the file that breaks it; a name of a rule is a path of its own. */
const CASES = Object.entries({ ...BROKEN, ...BROKEN_ON_SCREENS }).map(([rule, broken]) => {
  const [file, text] = typeof broken === 'string' ? [`app/_ui/${rule}.tsx`, broken] : broken
  return { rule, file, text }
})

interface Settings {
  rules?: Readonly<Record<string, unknown>>
}

let folder: string
let found: readonly { code?: string; filename: string }[]

const oxlint = (...args: string[]): string => {
  const { stdout, stderr } = spawnSync(process.execPath, [OXLINT, ...args], { cwd: folder, encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return stdout
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'innerward-lint-'))
  for (const part of ['.oxlintrc.json', 'tsconfig.json', 'scripts/lint/own-rules.mjs']) {
    cpSync(path.join(ROOT, part), path.join(folder, part))
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
  for (const { file, text } of [...CASES, { file: TAKEN, text: 'export const a = 1' }]) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), `${text}\n`)
  }
  found = (JSON.parse(oxlint('--format', 'json')) as { diagnostics: typeof found }).diagnostics
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PLUGINS: Readonly<Record<string, string>> = { eslint: '', next: 'nextjs/', 'react-hooks': 'react/' }
/** The name in the settings of a rule that oxlint tells as `plugin(rule)`. */
const nameOf = (code: string): string =>
  code.replace(
    /^(.*)\((.*)\)$/,
    (_, plugin: string, rule: string) => `${PLUGINS[plugin] ?? `${plugin}/`}${rule}`,
  )

/** The rules that a file breaks, as the settings name them. */
const brokenBy = (file: string): string[] =>
  found.flatMap(({ code = 'syntax', filename }) => (filename === file ? [nameOf(code)] : []))

test.each(CASES)('$rule bites', ({ rule, file }) => {
  expect(brokenBy(file)).toContain(rule)
})

test('every rule that is on has a text that breaks it', () => {
  const printed = JSON.parse(oxlint('--print-config')) as Settings & { overrides: readonly Settings[] }
  const names = [printed, ...printed.overrides].flatMap(({ rules = {} }) =>
    Object.keys(rules).map((name) => name.replace('jsx_a11y/', 'jsx-a11y/').replace(/^eslint\//, '')),
  )
  expect([...new Set(names)].sort()).toEqual(CASES.map(({ rule }) => rule).sort())
})

test.each([
  ['a setting that is read past its schema', 'innerward/settings-by-schema'],
  ['SQL put together as text', 'innerward/queries-with-parameters'],
  ['HTML from a text', 'innerward/no-html'],
  ['a form that shows what was typed in the address', 'innerward/own-form'],
  ['a query key that is typed again', 'innerward/query-key-from-client'],
  ['a link that asks for its page before anybody follows it', 'innerward/link-without-prefetch'],
  ['a key that is listened to past the registry', 'innerward/registered-shortcut'],
])('the lint rules refuse %s', (_, rule) => {
  expect(brokenBy(`app/_ui/${rule}.tsx`)).toEqual([rule])
})

test('the lint rules take a file that keeps to them', () => {
  expect(brokenBy(TAKEN)).toEqual([])
})
