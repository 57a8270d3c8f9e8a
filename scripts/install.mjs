import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fingerprint } from './fingerprint.mjs'
import { readRelease } from './release.mjs'
import { giveUp, say } from './sentence.mjs'

/**
 * Where a step notes the inputs with which it was last done.
 * @param {string} root
 * @param {string} name
 */
export const stampFile = (root, name) => path.join(root, 'node_modules', `.innerward-${name}`)
/**
 * What a step noted when it was last done; empty when it never was.
 * @param {string} file
 */
export const readStamp = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/**
 * Path of a command of the installed packages; `node` is the pinned Node 24.
 * @param {string} root
 * @param {string} name
 */
export const bin = (root, name) => path.join(root, 'node_modules', '.bin', name)

/**
 * The environment in which everything but the bootstrap runs: the pinned Node first, no telemetry.
 * @param {string} root
 * @param {Readonly<Record<string, string>>} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
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

/**
 * Runs a command to its end and returns whether it succeeded and what it printed.
 * @param {string} root
 * @param {readonly string[]} command
 * @param {Readonly<Record<string, string>>} [extra] further variables of its environment
 * @returns {{ ok: boolean, output: string }}
 */
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

/**
 * Installs the packages of the lock file when they are missing or have changed.
 * @param {string} root
 */
export function install(root) {
  if (readRelease(root)) return
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
