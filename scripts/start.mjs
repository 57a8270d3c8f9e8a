import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { freemem } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { fingerprint } from './fingerprint.mjs'
import { giveUp, say } from './sentence.mjs'

/**
 * `npm start`: everything between a fresh clone and a running portal. Runs on the machine's own Node (20 or newer)
 * and needs no package; whatever it starts runs on the Node of node_modules.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
const stateDir = path.resolve(root, process.env.STATE_DIR || 'var')
const port = Number(process.env.PORT || 6006)
const GIB = 1024 ** 3
const BUILD_SOURCES = [
  'app',
  'lib',
  'messages',
  'prisma/schema.prisma',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

const stampFile = (name) => path.join(root, 'node_modules', `.innerward-${name}`)
const readStamp = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')
const bin = (name) => path.join(root, 'node_modules', '.bin', name)

function run(command, args, env = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      CHECKPOINT_DISABLE: '1',
      PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}`,
      ...env,
    },
  })
  return { ok: result.status === 0, output: `${result.stdout ?? ''}${result.stderr ?? ''}` }
}

function checkMachine() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    giveUp(
      `Node.js 版本 ${process.versions.node} 过旧。请安装 Node.js 20 或更新版本。`,
      `Node.js ${process.versions.node} is too old. Install Node.js 20 or newer.`,
    )
  }
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    giveUp(
      'PORT 必须是 1 到 65535 之间的整数。请改正后重试。',
      'PORT must be a whole number from 1 to 65535. Correct it and try again.',
    )
  }
  const disk = statfsSync(root)
  const free = disk.bavail * disk.bsize
  const needed = existsSync(bin('next')) ? 0.3 * GIB : 3 * GIB
  if (free < needed) {
    const [have, want] = [free, needed].map((bytes) => (bytes / GIB).toFixed(1))
    giveUp(
      `磁盘空间不足：需要 ${want} GiB，剩余 ${have} GiB。请清理磁盘后重试。`,
      `Too little disk space: ${want} GiB needed, ${have} GiB free. Free some and try again.`,
    )
  }
  if (freemem() < GIB) {
    const have = (freemem() / GIB).toFixed(1)
    giveUp(
      `内存不足：需要 1.0 GiB，可用 ${have} GiB。请关闭其他程序后重试。`,
      `Too little memory: 1.0 GiB needed, ${have} GiB free. Close other programs and try again.`,
    )
  }
}

async function checkPort() {
  const taken = await new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error) => resolve(error.code))
    probe.listen(port, process.env.HOST || '127.0.0.1', () => probe.close(() => resolve(null)))
  })
  if (taken === 'EADDRINUSE') {
    giveUp(
      `端口 ${port} 已被占用。请停止占用它的程序，或换一个端口：PORT=6007 npm start`,
      `Port ${port} is taken. Stop the program that uses it, or choose another: PORT=6007 npm start`,
    )
  }
  if (taken) {
    giveUp(
      `无法使用端口 ${port}（${taken}）。请换一个端口。`,
      `Port ${port} cannot be used (${taken}). Choose another one.`,
    )
  }
}

function install() {
  const wanted = fingerprint(root, ['package-lock.json', 'package.json'])
  if (readStamp(stampFile('install')) === wanted && existsSync(bin('node'))) return
  say('正在安装依赖（首次约一分钟）…', 'Installing packages (about a minute the first time) …')
  // Not `npm ci`: it refuses a lock file without the packages of other platforms that a registry may not carry.
  const installed = run('npm', [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  if (!installed.ok || !existsSync(bin('node'))) {
    giveUp(
      '依赖安装失败。请检查到软件源的网络，或使用离线安装包。',
      'The packages could not be installed. Check the network to the package source, or use the offline bundle.',
    )
  }
  writeFileSync(stampFile('install'), wanted)
}

function migrate() {
  const database = path.join(stateDir, 'innerward.db')
  const wanted = fingerprint(root, ['prisma', 'package-lock.json'])
  if (readStamp(stampFile('client')) !== wanted) {
    if (!run(bin('prisma'), ['generate']).ok) {
      giveUp(
        '数据库客户端生成失败。请重新安装依赖：删除 node_modules 后重试。',
        'The database client could not be made. Delete node_modules and try again.',
      )
    }
    writeFileSync(stampFile('client'), wanted)
  }
  const stamp = path.join(stateDir, 'schema-stamp')
  if (existsSync(database) && readStamp(stamp) === wanted) return
  const migrated = run(bin('prisma'), ['migrate', 'deploy'], { DATABASE_URL: `file:${database}` })
  if (!migrated.ok) {
    giveUp(
      '数据库升级失败，数据未改动。请从备份恢复或联系维护人员。',
      'The database could not be migrated; its data is unchanged. Restore the backup or ask for support.',
    )
  }
  writeFileSync(stamp, wanted, { mode: 0o600 })
}

function build() {
  const wanted = fingerprint(root, BUILD_SOURCES)
  const stamp = path.join(root, '.next', 'innerward-stamp')
  if (readStamp(stamp) === wanted) return
  say('正在构建（约一分钟）…', 'Building (about a minute) …')
  const built = run(bin('next'), ['build'], { NODE_ENV: 'production' })
  if (!built.ok) {
    process.stderr.write(built.output.slice(-4000))
    giveUp('构建失败，原因见上。', 'The build failed; the reason is above.')
  }
  writeFileSync(stamp, wanted)
}

async function main() {
  checkMachine()
  await checkPort()
  install()
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  const { makeSecrets } = await import('./make-secrets.mjs')
  const { checkModel } = await import('./check-model.mjs')
  makeSecrets(stateDir)
  const model = await checkModel({ root, modelPath: process.env.MODEL_PATH || undefined, stateDir })
  if (model.reason === 'model_missing') {
    giveUp(
      `找不到模型文件 ${model.file}。请将其放回，或用 MODEL_PATH 指定模型。`,
      `The model file ${model.file} is missing. Put it back, or name a model with MODEL_PATH.`,
    )
  }
  if (model.reason === 'model_altered') {
    giveUp(
      `模型文件 ${model.file} 与清单校验值不符。请重新复制该文件。`,
      `The model file ${model.file} does not match its checksum. Copy it again.`,
    )
  }
  migrate()
  build()
  const { runPortal } = await import(pathToFileURL(path.join(root, 'scripts/run-portal.mjs')).href)
  await runPortal({ root, stateDir, port, model })
}

await main()
