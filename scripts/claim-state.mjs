import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { giveUp } from './sentence.mjs'

/**
 * Makes this process the only one that uses a folder for a purpose, until it ends in whatever way: the kernel frees an
 * abstract socket with its owner, so nothing stale is left behind (unix(7)). Resolves to a function that gives the claim
 * back, or to null when another process has it.
 */
export async function claimFolder(folder, purpose = '') {
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)
  return new Promise((resolve) => {
    const claim = createServer()
    claim.once('error', () => resolve(null))
    claim.listen(`\0innerward-${purpose}${name}`, () => {
      claim.unref()
      resolve(() => new Promise((closed) => claim.close(closed)))
    })
  })
}

/** Makes this process the only one that uses the state folder. Gives up when another portal has it. */
export async function claimState(stateDir) {
  if ((await claimFolder(stateDir)) === null) {
    giveUp(
      '另一个院内智询正在使用同一个数据文件夹。请先停止它，或用 STATE_DIR 指定另一个文件夹。',
      'Another Innerward is using the same state folder. Stop it first, or name another folder with STATE_DIR.',
    )
  }
}
