import { existsSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { fail } from '@/scripts/sentence.mjs'

/**
 * Gives up the rights of root for those of the account that owns the state folder, so that no file there comes to belong to
 * root, which the service could then not read. Anybody else must be that account: gives up with the line to type.
 */
export function becomeOwner(stateDir: string): void {
  if (!existsSync(stateDir)) return
  const { uid, gid } = statSync(stateDir)
  const own = process.getuid?.()
  if (own === undefined || own === uid) return
  if (own !== 0) {
    fail(
      `${stateDir} 属于另一个账号（${uid}），当前账号是 ${userInfo().username}。请运行：sudo innerward …`,
      `${stateDir} belongs to another account (${uid}); this one is ${userInfo().username}. Run: sudo innerward …`,
    )
  }
  process.setgroups?.([gid])
  process.setgid?.(gid)
  process.setuid?.(uid)
}
