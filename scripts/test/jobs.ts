import path from 'node:path'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'
import { bin } from '@/scripts/install.mjs'
import { readPlaywright, readVitest } from '@/scripts/test/reports'
import type { Job } from '@/scripts/test/run-jobs'

/** Shards are small, so that no lane waits long for the last of another. */
const INTEGRATION_SHARDS = 6
const BROWSER_SHARDS = 4
const FIRST_PORT = 6106
const PORTS_EACH = 20
/** Everything that import rules are about. */
const CRUISED = [
  ...['app', 'boot', 'commands', 'deploy', 'lib', 'messages', 'scripts', 'bench', 'e2e'],
  ...['instrumentation.ts', 'instrumentation-client.ts', 'prisma', 'proxy.ts'],
]

/** The command line that runs a TypeScript program of the project. */
export const program = (root: string, file: string): string[] => [
  bin(root, 'node'),
  ...typeScriptFlags(root),
  file,
]

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)

/** What looks at the code without running it, the longest first; with a folder for caches where a moment's answer will do. */
export const staticChecks = (root: string, { cache }: { cache?: string } = {}): Job[] => [
  { name: 'lint', command: [bin(root, 'oxlint')] },
  // The native compiler by its path: both it and the one that lint and Next load bring a program `tsc`.
  {
    name: 'types',
    command: [bin(root, 'node'), path.join(root, 'node_modules/typescript-native/bin/tsc'), '--noEmit'],
  },
  { name: 'format', command: [bin(root, 'oxfmt'), '--check'] },
  {
    name: 'import rules',
    command: [
      ...[bin(root, 'depcruise'), ...CRUISED, '--config', '.dependency-cruiser.cjs'],
      ...(cache ? ['--cache', path.join(cache, 'import-rules'), '--cache-strategy', 'content'] : []),
    ],
  },
  {
    name: 'unused code',
    command: [bin(root, 'knip'), ...(cache ? ['--cache', '--cache-location', path.join(cache, 'knip')] : [])],
  },
]

interface Suite {
  project: string
  name?: string
  flags?: readonly string[]
}

function vitest(root: string, { project, name = project, flags = [] }: Suite): Job {
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

/** By itself Vitest leaves one core free, which on two is half of them. */
export const unitTests = (root: string): Job[] => [
  vitest(root, { project: 'unit', flags: ['--maxWorkers=100%'] }),
]

/** Suites that need the build and each other's absence from the same files only: state folders and ports are their own. */
export function suites(root: string): Job[] {
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
    command: [...program(root, 'scripts/mutate/mutate.ts'), '--fixed'],
  }
  return [...integration, ...browser, mutations]
}
