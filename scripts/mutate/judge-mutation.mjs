import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bin, build, generateClient, run } from '../prepare.mjs'

/** How long a test waits for what a broken promise may never let happen; the unbroken code must do with it too. */
const PATIENCE_MS = '60000'

const sha256 = (text) => createHash('sha256').update(text).digest('hex')

/** What an outcome depends on: the mutation, the file that it changes, and the file of the test. */
export function keyOf(root, mutation) {
  const files = [mutation.file, mutation.test.file].map((name) => readFileSync(path.join(root, name), 'utf8'))
  return sha256(JSON.stringify([mutation, ...files]))
}

/** A title as the source has it, with `%s` and `$name` of test.each, as a pattern of the titles it makes. */
export const patternOf = (title) =>
  title
    .split(/%[sdifjo]|\$[\w.]+/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*')

/** Counts of the tests that a title names, or of all in the file where it names none. `loaded` is false when the file itself could not run. */
function runVitest(tree, { file, title }) {
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
  if (!existsSync(report)) return { loaded: false, passed: 0, failed: 0 }
  const { testResults, numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
  const loaded = testResults.every(({ assertionResults }) => assertionResults.length > 0)
  return { loaded, passed: numPassedTests, failed: numFailedTests }
}

/** The same in a browser, against a build of the mutated copy. */
function runPlaywright(tree, { file, title }) {
  generateClient(tree)
  if (build(tree) !== null) return { loaded: false, passed: 0, failed: 0 }
  const report = path.join(tree, 'var', 'report.json')
  rmSync(report, { force: true })
  const options = ['--config', 'e2e/playwright.config.ts', '--reporter=json', '-g', patternOf(title)]
  run(tree, [bin(tree, 'playwright'), 'test', file, ...options], {
    E2E_PORT: process.env.E2E_PORT ?? '6016',
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  })
  if (!existsSync(report)) return { loaded: false, passed: 0, failed: 0 }
  const { stats } = JSON.parse(readFileSync(report, 'utf8'))
  return { loaded: true, passed: stats.expected, failed: stats.unexpected }
}

const runTest = (tree, test) => (test.file.startsWith('e2e/') ? runPlaywright : runVitest)(tree, test)

const proven = new Map()
/** Null when the test passes on the unbroken code, as it must before it can judge; else what is wrong with it. */
export function proveTest(tree, test) {
  const key = `${test.file} ${test.title}`
  if (!proven.has(key)) {
    const { loaded, passed, failed } = runTest(tree, test)
    proven.set(key, loaded && passed > 0 && failed === 0 ? null : 'fails without it')
  }
  return proven.get(key)
}

/**
 * Breaks the promise and runs its test: `killed` when the test notices, `survived` when it stays green, `stale` when the
 * code no longer reads so, `does not run` when the broken code cannot be loaded, which proves nothing.
 */
export function judge(tree, { file, find, replace, test }) {
  const target = path.join(tree, file)
  const before = readFileSync(target, 'utf8')
  if (before.split(find).length !== 2) return 'stale'
  writeFileSync(
    target,
    before.replace(find, () => replace),
  )
  try {
    const { loaded, failed } = runTest(tree, test)
    if (failed > 0) return 'killed'
    return loaded ? 'survived' : 'does not run'
  } finally {
    writeFileSync(target, before)
  }
}
