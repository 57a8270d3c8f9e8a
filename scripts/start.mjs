import { limitCores, shared } from './close-machine.mjs'
import { existsSync, statfsSync } from 'node:fs'
import { freemem } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { handOver } from './hand-over.mjs'
import { bin, install } from './install.mjs'
import { giveUp } from './sentence.mjs'

/**
 * `npm start`, first stage: from a fresh clone to the pinned Node. Runs on the machine's own Node (20 or newer) and needs no
 * package. The second stage is boot/start.ts.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const GIB = 1024 ** 3
const gib = (bytes) => (bytes / GIB).toFixed(1)

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
    giveUp(
      `磁盘空间不足：需要 ${gib(needed)} GiB，剩余 ${gib(free)} GiB。请清理磁盘后重试。`,
      `Too little disk space: ${gib(needed)} GiB needed, ${gib(free)} GiB free. Free some and try again.`,
    )
  }
  if (freemem() < GIB) {
    giveUp(
      `内存不足：需要 1.0 GiB，可用 ${gib(freemem())} GiB。请关闭其他程序后重试。`,
      `Too little memory: 1.0 GiB needed, ${gib(freemem())} GiB free. Close other programs and try again.`,
    )
  }
}

process.chdir(root)
checkMachine()
limitCores()
await shared(() => install(root))
await handOver(root, 'boot/start.ts', process.argv.slice(2))
