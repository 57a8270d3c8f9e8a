import { existsSync, mkdirSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { freemem } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { checkAddress, checkCertificate, checkFileLimit, checkSecrets } from './check-settings.mjs'
import { claimState } from './claim-state.mjs'
import { findModel, refuseModel } from './models/find-model.mjs'
import { migrate } from './migrate.mjs'
import { bin, build, install } from './prepare.mjs'
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
  const needed = existsSync(bin(root, 'next')) ? 0.3 * GIB : 3 * GIB
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

async function main() {
  checkMachine()
  checkFileLimit()
  checkAddress({
    address: process.env.NEXTAUTH_URL,
    directory: process.env.LDAP_URL,
    allowHttp: process.env.ALLOW_HTTP === 'on',
  })
  checkCertificate({ certFile: process.env.TLS_CERT_FILE, keyFile: process.env.TLS_KEY_FILE })
  await checkPort()
  install(root)
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  await claimState(stateDir)
  const { makeSecrets } = await import('./make-secrets.mjs')
  makeSecrets(stateDir)
  checkSecrets(stateDir)
  const model = await findModel({ root, stateDir })
  if (model.reason) refuseModel(model)
  migrate(root, stateDir)
  const failure = build(root)
  if (failure) {
    process.stderr.write(failure.slice(-4000))
    giveUp('构建失败，原因见上。', 'The build failed; the reason is above.')
  }
  const { runPortal } = await import(pathToFileURL(path.join(root, 'scripts/run-portal.mjs')).href)
  await runPortal({ root, stateDir, port, model })
}

await main()
