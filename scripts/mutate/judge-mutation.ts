import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from '@/boot/build/build'
import { generateClient } from '@/boot/build/generate-client'
import { environmentOf } from '@/lib/config/env'
import { bin, run } from '@/scripts/install.mjs'

/** How long a test waits for what a broken promise may never let happen; the unbroken code must do with it too. */
const PATIENCE_MS = '60000'

/** A test of a file, by its title or a part of it; all of the file where it names none. */
export interface NamedTest {
  file: string
  title: string
}
/** What breaks a promise: `find` in the file becomes `replace`, and the test must notice. */
export interface Mutation {
  id: string
  /** What the mutation does to the promise, in words. */
  breaks: string
  file: string
  find: string
  replace: string
  test: NamedTest
  fixed?: boolean
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What an outcome depends on: the mutation, the file that it changes, and the file of the test. */
export function keyOf(root: string, mutation: Mutation): string {
  const files = [mutation.file, mutation.test.file].map((name) => readFileSync(path.join(root, name), 'utf8'))
  return sha256(JSON.stringify([mutation, ...files]))
}

/** A title as the source has it, with `%s` and `$name` of test.each, as a pattern of the titles it makes. */
export const patternOf = (title: string): string =>
  title
    .split(/%[sdifjo]|\$[\w.]+/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*')

interface Counts {
  loaded: boolean
  passed: number
  failed: number
}
const NOT_LOADED: Counts = { loaded: false, passed: 0, failed: 0 }
/** What is read of the runners' reports. */
interface VitestReport {
  testResults: { assertionResults: unknown[] }[]
  numPassedTests: number
  numFailedTests: number
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number }
}

const readReport = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** Counts of the tests that a title names, or of all in the file where it names none. `loaded` is false when the file itself could not run. */
function runVitest(tree: string, { file, title }: NamedTest): Counts {
  const project = file.endsWith('.integration.test.ts') ? 'integration' : 'unit'
  const report = path.join(tree, 'var', 'report.json')
  rmSync(report, { force: true })
  const options = [
    '--project',
    project,
    '--reporter=json',
    `--outputFile=${report}`,
    ...(title ? ['-t', patternOf(title)] : []),
  ]
  const env = { EVALUATION_MODEL: 'off', TEST_PATIENCE_MS: PATIENCE_MS }
  run(tree, [bin(tree, 'vitest'), 'run', file, ...options], env)
  if (!existsSync(report)) return NOT_LOADED
  const { testResults, numPassedTests, numFailedTests } = readReport(report) as VitestReport
  const loaded = testResults.every(({ assertionResults }) => assertionResults.length > 0)
  return { loaded, passed: numPassedTests, failed: numFailedTests }
}

/** The same in a browser, against a build of the mutated copy. */
async function runPlaywright(tree: string, { file, title }: NamedTest): Promise<Counts> {
  generateClient(tree)
  if ((await build(tree)) !== null) return NOT_LOADED
  const report = path.join(tree, 'var', 'report.json')
  rmSync(report, { force: true })
  const { E2E_PORT = '6016' } = environmentOf(['E2E_PORT'])
  const options = ['--config', 'e2e/playwright.config.ts', '--reporter=json', '-g', patternOf(title)]
  run(tree, [bin(tree, 'playwright'), 'test', file, ...options], {
    E2E_PORT,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  })
  if (!existsSync(report)) return NOT_LOADED
  const { stats } = readReport(report) as PlaywrightReport
  return { loaded: true, passed: stats.expected, failed: stats.unexpected }
}

const runTest = async (tree: string, test: NamedTest): Promise<Counts> =>
  test.file.startsWith('e2e/') ? runPlaywright(tree, test) : runVitest(tree, test)

const FAILS = 'fails without it'
const proven = new Map<string, typeof FAILS | null>()
/** Null when the test passes on the unbroken code, as it must before it can judge; else what is wrong with it. */
export async function proveTest(tree: string, test: NamedTest): Promise<typeof FAILS | null> {
  const key = `${test.file} ${test.title}`
  const known = proven.get(key)
  if (known !== undefined) return known
  const { loaded, passed, failed } = await runTest(tree, test)
  const outcome = loaded && passed > 0 && failed === 0 ? null : FAILS
  proven.set(key, outcome)
  return outcome
}

/**
 * Breaks the promise and runs its test: `killed` when the test notices, `survived` when it stays green, `stale` when the
 * code no longer reads so, `does not run` when the broken code cannot be loaded, which proves nothing.
 */
export async function judge(tree: string, { file, find, replace, test }: Mutation): Promise<string> {
  const target = path.join(tree, file)
  const before = readFileSync(target, 'utf8')
  if (before.split(find).length !== 2) return 'stale'
  writeFileSync(
    target,
    before.replace(find, () => replace),
  )
  try {
    const { loaded, failed } = await runTest(tree, test)
    if (failed > 0) return 'killed'
    return loaded ? 'survived' : 'does not run'
  } finally {
    writeFileSync(target, before)
  }
}
