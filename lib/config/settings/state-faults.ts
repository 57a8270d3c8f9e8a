import 'server-only'
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs'
import path from 'node:path'
import { faultOf, type GivenSettings, type SettingFault } from '@/lib/config/settings/fault'

/** Numbers of file systems that the kernel makes up (statfs(2)): nothing can be kept there. */
const MADE_UP = new Set([0x9fa0, 0x62656572, 0x27e0eb, 0x63677270])

/** Makes the folder and its parents one by one: Node's own recursion does not end where the kernel refuses (/proc). */
function make(folder: string): void {
  if (existsSync(folder)) return
  make(path.dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

/** Makes the state folder where it is missing; says so where that cannot be. */
export function stateFaults({ STATE_DIR = 'var' }: GivenSettings, root: string): SettingFault[] {
  const folder = path.resolve(root, STATE_DIR)
  try {
    let there = folder
    while (!existsSync(there)) there = path.dirname(there)
    if (MADE_UP.has(statfsSync(there).type)) throw new Error('no file system')
    make(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return []
  } catch {
    return [
      faultOf('STATE_DIR', [
        '所指的文件夹无法建立或不可写。请换一个本用户可写的文件夹，或更改其所有者',
        'names a folder that cannot be made or written to. Name one that this user can write to, or change its owner',
      ]),
    ]
  }
}
