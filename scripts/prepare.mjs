import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildFingerprint } from './build-inputs.mjs'
import { fingerprint } from './fingerprint.mjs'
import { giveUp, say } from './sentence.mjs'

/** The steps that `npm start` and `npm test` share. Each does nothing when its inputs have not changed. */
const stampFile = (root, name) => path.join(root, 'node_modules', `.innerward-${name}`)
/** What a step noted when it was last done; empty when it never was. */
export const readStamp = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/** Path of a command of the installed packages; `node` is the pinned Node 24. */
export const bin = (root, name) => path.join(root, 'node_modules', '.bin', name)

/** The environment in which everything but the bootstrap runs: the pinned Node first, no telemetry. */
export function toolEnv(root, extra = {}) {
  const PATH = `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}`
  return { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CHECKPOINT_DISABLE: '1', PATH, ...extra }
}

function spawnTool({ root, command: [command, ...args], extra = {}, timeout }) {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, env: toolEnv(root, extra) }
  const result = spawnSync(command, args, { ...options, timeout, killSignal: 'SIGKILL' })
  const fault = result.error?.code === 'ENOENT' ? `${command} is not installed` : ''
  return { ok: result.status === 0, output: `${result.stdout ?? ''}${result.stderr ?? ''}${fault}` }
}

/** Runs a command to its end and returns whether it succeeded and what it printed. */
export const run = (root, command, extra = {}) => spawnTool({ root, command, extra })

/** Ends the start with npm's own words and what to do. */
function refuseInstall({ output }) {
  const lines = output.split('\n').filter((line) => line.trim() && !/complete log|\.log$/.test(line))
  process.stderr.write(`\n${lines.slice(-8).join('\n')}\n`)
  const last = lines.at(-1)?.replace(/^npm (error|ERR!) /, '') ?? 'npm'
  giveUp(
    `依赖安装失败：${last}。请检查到软件源的网络、代理与磁盘，或从另一台已安装的同类电脑拷来 node_modules 文件夹。`,
    `The packages could not be installed: ${last}. Check network, proxy and disk, or copy the folder node_modules from another machine of the same kind.`,
  )
}

/** What npm says where nothing answers; a registry that answers with a refusal is there. */
const NO_NETWORK =
  /E(NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|IDLETIMEOUT|NETUNREACH|HOSTUNREACH)|FETCH_ERROR|timeout/i

/** Gives up within ten seconds where the source of the packages cannot be reached: an installation would try for a quarter of an hour. */
function requireRegistry(root) {
  const flags = ['--fetch-retries=0', '--fetch-timeout=5000', '--loglevel=error']
  const probe = spawnTool({ root, command: ['npm', 'ping', ...flags], timeout: 8000 })
  if (!probe.ok && (probe.output === '' || NO_NETWORK.test(probe.output))) {
    refuseInstall({ output: probe.output || 'npm: no answer within 8 s' })
  }
}

/** Installs the packages of the lock file when they are missing or have changed. */
export function install(root) {
  const wanted = fingerprint(root, ['package-lock.json', 'package.json'])
  if (readStamp(stampFile(root, 'install')) === wanted && existsSync(bin(root, 'node'))) return
  say('正在安装依赖（首次约一分钟）…', 'Installing packages (about a minute the first time) …')
  requireRegistry(root)
  // Not `npm ci`: it refuses a lock file without the packages of other platforms that a registry may not carry.
  const flags = [
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--fetch-retries=1',
  ]
  const installed = run(root, ['npm', 'install', ...flags])
  if (!installed.ok || !existsSync(bin(root, 'node'))) refuseInstall(installed)
  writeFileSync(stampFile(root, 'install'), wanted)
}

/** Makes the database client when the schema has changed, and returns the fingerprint of the schema. */
export function generateClient(root) {
  const wanted = fingerprint(root, [
    'prisma/schema.prisma',
    'prisma/migrations',
    'prisma.config.ts',
    'package-lock.json',
  ])
  if (readStamp(stampFile(root, 'client')) === wanted) return wanted
  if (!run(root, [bin(root, 'prisma'), 'generate']).ok) {
    giveUp(
      '数据库客户端生成失败。请删除 node_modules 后重试。',
      'The database client could not be made. Delete node_modules and try again.',
    )
  }
  writeFileSync(stampFile(root, 'client'), wanted)
  return wanted
}

/** Bundles the processes beside the portal; on the pinned Node, since the bundler is a package that may just have come. */
const BUNDLE =
  "import('./scripts/bundle-engine.mjs').then((m) => m.bundleEngine(process.cwd(), '.next/engine-child.mjs'));" +
  "import('./scripts/bundle-reader.mjs').then((m) => m.bundleReader(process.cwd(), '.next/reader.cjs'))"

/** Builds the portal when its sources have changed. Returns what the build printed when it failed, else null. */
export function build(root) {
  const node = run(root, [bin(root, 'node'), '--version']).output
  const wanted = buildFingerprint({ root, node })
  const stamp = path.join(root, '.next', 'innerward-stamp')
  if (readStamp(stamp) === wanted) return null
  say('正在构建（约一分钟）…', 'Building (about a minute) …')
  const built = run(root, [bin(root, 'next'), 'build'], { NODE_ENV: 'production' })
  if (!built.ok) return built.output
  const bundled = run(root, [bin(root, 'node'), '--eval', BUNDLE])
  if (!bundled.ok) return bundled.output
  writeFileSync(stamp, wanted)
  return null
}
