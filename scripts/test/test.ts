import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from '@/boot/build/build'
import { generateClient } from '@/boot/build/generate-client'
import { inheritedEnvironment } from '@/lib/config/env'
import { buildLlamaServer, llamaBinaries } from '@/lib/testing/build-llama-server'
import { installSamba } from '@/scripts/test/install-samba'
import { bin, run } from '@/scripts/install.mjs'
import { giveUp, say } from '@/scripts/sentence.mjs'

/** `npm test`: installs what the checks need, runs all of them, and ends with one line of counts. */
const root = path.resolve(import.meta.dirname, '../..')
const reports = path.join(root, 'var', 'test-reports')

/** Debian packages of the tests, each with a file that shows it is there. */
const DEBIAN: Readonly<Record<string, string>> = {
  chromium: '/usr/bin/chromium',
  'fonts-noto-cjk': '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  slapd: '/usr/sbin/slapd',
  'ldap-utils': '/usr/bin/ldapsearch',
  openssl: '/usr/bin/openssl',
  nftables: '/usr/sbin/nft',
  iproute2: '/usr/sbin/ip',
  strace: '/usr/bin/strace',
  'util-linux': '/usr/bin/unshare',
  cmake: '/usr/bin/cmake',
  'g++': '/usr/bin/g++',
  git: '/usr/bin/git',
}

function installDebianPackages(): void {
  const missing = Object.entries(DEBIAN).flatMap(([name, file]) => (existsSync(file) ? [] : [name]))
  if (missing.length === 0) return
  const list = missing.join(' ')
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    giveUp(
      `测试需要这些系统软件包：${list}。请以 root 安装后重试：apt-get install ${list}`,
      `The tests need these system packages: ${list}. Install them as root and try again: apt-get install ${list}`,
    )
  }
  say(`正在安装系统软件包：${list}`, `Installing system packages: ${list}`)
  const env = { ...inheritedEnvironment(), DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]): SpawnSyncReturns<string> =>
    spawnSync('apt-get', ['-qq', ...args], { env, encoding: 'utf8' })
  apt('update')
  const installed = apt('install', '--yes', '--no-install-recommends', ...missing)
  if (installed.status !== 0) {
    giveUp(`系统软件包安装失败：${list}。`, `These system packages could not be installed: ${list}.`)
  }
}

interface Counts {
  passed: number
  failed: number
  skipped: number
}
const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
const failures: { name: string; output: string }[] = []

function note(name: string, ok: boolean, output: string): void {
  counts[ok ? 'passed' : 'failed'] += 1
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name}\n`)
  if (!ok) failures.push({ name, output })
}

/** No test fetches a model from outside. */
const OFFLINE = { EVALUATION_MODEL: 'off' }

/** A check that counts as one test. */
function check(name: string, command: readonly string[]): void {
  const { ok, output } = run(root, command, OFFLINE)
  note(name, ok, output)
}

interface Runner<Report> {
  /** File of its JSON report. */
  report: string
  read: (report: Report) => Counts
  env?: Readonly<Record<string, string>>
}

/** A test runner: its own counts are taken from its JSON report. A runner that made no report has failed as one. */
function suite<Report>(
  name: string,
  command: readonly string[],
  { report, read, env = {} }: Runner<Report>,
): void {
  const file = path.join(reports, report)
  rmSync(file, { force: true })
  const { ok, output } = run(root, command, { ...OFFLINE, ...env })
  if (!existsSync(file)) {
    note(name, false, output)
    return
  }
  const result = read(JSON.parse(readFileSync(file, 'utf8')) as Report)
  for (const key of ['passed', 'failed', 'skipped'] as const) counts[key] += result[key]
  const good = ok && result.failed === 0
  process.stdout.write(
    `${good ? 'ok  ' : 'FAIL'} ${name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped\n`,
  )
  for (const reason of output.match(/^.*skipped because.*$/gim) ?? []) {
    process.stdout.write(`     ${reason}\n`)
  }
  if (!good) failures.push({ name, output })
  // A runner can fail outside any test, for example in its set-up.
  if (!ok && result.failed === 0) counts.failed += 1
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
}
const readVitest = ({
  numPassedTests,
  numFailedTests,
  numPendingTests,
  numTodoTests,
}: VitestReport): Counts => ({
  passed: numPassedTests,
  failed: numFailedTests,
  skipped: numPendingTests + numTodoTests,
})
interface PlaywrightReport {
  stats: { expected: number; flaky: number; unexpected: number; skipped: number }
}
const readPlaywright = ({ stats }: PlaywrightReport): Counts => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  skipped: stats.skipped,
})

const vitest = (project: string): string[] => [
  bin(root, 'vitest'),
  'run',
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile=${path.join(reports, `${project}.json`)}`,
]

installDebianPackages()
installSamba()
generateClient(root)
mkdirSync(reports, { recursive: true })
const buildOutput = await build(root)
note('build', buildOutput === null, buildOutput ?? '')
check('types', [bin(root, 'tsc'), '--noEmit'])
check('lint', [bin(root, 'eslint'), '.', '--max-warnings', '0'])
check('format', [bin(root, 'prettier'), '--check', '.', '--log-level', 'warn'])
const CRUISED = ['app', 'boot', 'commands', 'lib', 'messages', 'scripts', 'bench', 'e2e']
const CRUISED_FILES = ['instrumentation.ts', 'instrumentation-node.ts', 'proxy.ts']
check('import rules', [
  bin(root, 'depcruise'),
  ...CRUISED,
  ...CRUISED_FILES,
  '--config',
  '.dependency-cruiser.cjs',
])
check('unused code', [bin(root, 'knip')])
if (!existsSync(llamaBinaries(root).server)) {
  say('正在编译 llama-server（首次约五分钟）…', 'Building llama-server (about five minutes the first time) …')
}
const serverOutput = buildLlamaServer(root)
note('llama-server', serverOutput === null, serverOutput ?? '')
suite('unit', vitest('unit'), { report: 'unit.json', read: readVitest })
suite('integration', vitest('integration'), { report: 'integration.json', read: readVitest })
check('broken promises', [process.execPath, 'scripts/run.mjs', 'scripts/mutate/mutate.ts', '--fixed'])
suite('e2e', [bin(root, 'playwright'), 'test', '--config', 'e2e/playwright.config.ts'], {
  report: 'e2e.json',
  read: readPlaywright,
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, 'e2e.json') },
})

for (const { name, output } of failures) process.stdout.write(`\n--- ${name} ---\n${output.slice(-12_000)}\n`)
if (counts.failed > 0) {
  say(
    '\n有检查未通过，原因见上。改正后再次运行 npm test。',
    'Some checks failed; the reasons are above. Mend them and run npm test again.',
  )
} else say('\n全部通过。下一步：npm start', 'All passed. Next: npm start')
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
process.exit(counts.failed > 0 ? 1 : 0)
