import path from 'node:path'
import { bin } from '../prepare.mjs'

/** Shards are small, so that no lane waits long for the last of another. */
const INTEGRATION_SHARDS = 6
const BROWSER_SHARDS = 4
const FIRST_PORT = 6106
const PORTS_EACH = 20

const readVitest = ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
  passed: numPassedTests,
  failed: numFailedTests,
  skipped: numPendingTests + numTodoTests,
})
const readPlaywright = ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  skipped: stats.skipped,
})
const numbers = (count) => Array.from({ length: count }, (_, i) => i + 1)

/** Files that have not changed are not looked at again; a lint rule about a type that another file changed can miss that. */
const cached = (folder, tool) =>
  folder ? ['--cache', '--cache-strategy', 'content', '--cache-location', path.join(folder, tool)] : []

/** What looks at the code without running it, the longest first; with a folder for caches where a moment's answer will do. */
export const staticChecks = (root, { cache } = {}) => [
  { name: 'lint', command: [bin(root, 'eslint'), '.', '--max-warnings', '0', ...cached(cache, 'eslint')] },
  { name: 'types', command: [bin(root, 'tsc'), '--noEmit'] },
  {
    name: 'format',
    command: [bin(root, 'prettier'), '--check', '.', '--log-level', 'warn', ...cached(cache, 'prettier')],
  },
  {
    name: 'import rules',
    command: [
      bin(root, 'depcruise'),
      'app',
      'lib',
      'boot',
      'messages',
      'scripts',
      'bench',
      'e2e',
      'prisma',
      'instrumentation.ts',
      'proxy.ts',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  },
  { name: 'unused code', command: [bin(root, 'knip')] },
]

function vitest(root, { project, name = project, flags = [] }) {
  const file = path.join(root, 'var', 'test-reports', `${name.replace('/', '-of-')}.json`)
  return {
    name,
    command: [
      bin(root, 'vitest'),
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${file}`,
      ...flags,
    ],
    report: { file, read: readVitest },
  }
}

export const unitTests = (root) => [vitest(root, { project: 'unit' })]

/** Suites that need the build and each other's absence from the same files only: state folders and ports are their own. */
export function suites(root) {
  const browser = numbers(BROWSER_SHARDS).map((shard) => {
    const name = `e2e ${shard}/${BROWSER_SHARDS}`
    const file = path.join(root, 'var', 'test-reports', `e2e-${shard}.json`)
    const port = String(FIRST_PORT + PORTS_EACH * (shard - 1))
    return {
      name,
      command: [
        bin(root, 'playwright'),
        'test',
        '--config',
        'e2e/playwright.config.ts',
        `--shard=${shard}/${BROWSER_SHARDS}`,
      ],
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, E2E_PORT: port },
      report: { file, read: readPlaywright },
    }
  })
  const integration = numbers(INTEGRATION_SHARDS).map((shard) => {
    const part = `${shard}/${INTEGRATION_SHARDS}`
    return vitest(root, {
      project: 'integration',
      name: `integration ${part}`,
      flags: [`--shard=${part}`],
    })
  })
  const mutations = {
    name: 'broken promises',
    command: [bin(root, 'node'), 'scripts/mutate.mjs', '--fixed'],
  }
  return [...integration, ...browser, mutations]
}
