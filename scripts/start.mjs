import { formerUmask, limitCores } from './close-machine.mjs'
import { spawnSync } from 'node:child_process'
import { existsSync, statfsSync } from 'node:fs'
import { freemem } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkFileLimit } from './check-machine.mjs'
import { machineSentences, readMachineState } from '../lib/operations/machine-state.mjs'
import { findModel, refuseModel } from './models/find-model.mjs'
import { offerEvaluationModel } from './models/first-model.mjs'
import { bin, build, install, toolEnv } from './prepare.mjs'
import { runPortal } from './run-portal.mjs'
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

/** Programs are made as the person's own umask says: another account may be meant to run them. */
function shared(work) {
  const own = process.umask(formerUmask)
  try {
    return work()
  } finally {
    process.umask(own)
  }
}

const ON_PINNED_NODE = [
  '--disable-sigusr1',
  '--disable-warning=ExperimentalWarning',
  '--experimental-transform-types',
  '--import',
  './scripts/load-lib.mjs',
]

/** Checks settings and brings keys and database up to date; ends with the code of what could not be settled. */
function settle() {
  const options = { cwd: root, env: toolEnv(root), stdio: 'inherit' }
  const { status } = spawnSync(bin(root, 'node'), [...ON_PINNED_NODE, 'scripts/settle.mjs'], options)
  if (status !== 0) process.exit(status ?? 1)
}

async function main() {
  checkMachine()
  checkFileLimit()
  limitCores()
  for (const [zh, en] of machineSentences(readMachineState())) say(zh, en)
  shared(() => install(root))
  settle()
  await offerEvaluationModel({ root, stateDir })
  const model = await findModel({ root, stateDir })
  if (model.reason) refuseModel(model)
  const failure = shared(() => build(root))
  if (failure) {
    process.stderr.write(failure.slice(-4000))
    giveUp('构建失败，原因见上。', 'The build failed; the reason is above.')
  }
  await runPortal({ root, stateDir, port, model })
}

await main()
