import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { giveUp } from './sentence.mjs'

/**
 * Makes this process the only one that uses the state folder, until it ends in whatever way: the kernel frees an
 * abstract socket with its owner, so nothing stale is left behind (unix(7)). Gives up when another portal has it.
 */
export async function claimState(stateDir) {
  const name = createHash('sha256').update(realpathSync(stateDir)).digest('hex').slice(0, 32)
  const taken = await new Promise((resolve) => {
    const claim = createServer()
    claim.once('error', () => resolve(true))
    claim.listen(`\0innerward-${name}`, () => {
      claim.unref()
      resolve(false)
    })
  })
  if (taken) {
    giveUp(
      '另一个院内智询正在使用同一个数据文件夹。请先停止它，或用 STATE_DIR 指定另一个文件夹。',
      'Another Innerward is using the same state folder. Stop it first, or name another folder with STATE_DIR.',
    )
  }
}
