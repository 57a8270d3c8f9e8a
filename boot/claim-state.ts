import { readFileSync, statfsSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { WRONG_SETTINGS, giveUp } from '@/scripts/sentence.mjs'

/** File systems of other machines, by their number (statfs(2)): there a lock may hold on one machine alone, or not at all. */
const NETWORK = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x01021997, '9p'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
])
const FUSE = 0x65735546
const NETWORK_FUSE = /^fuse\.(sshfs|s3fs|glusterfs|rclone|davfs|cephfs|nfs|smb)/

/** The kind of file system of another machine that has that number; null for one of this machine. */
export function networkFileSystem(type: number, mounts = '', folder = '/'): string | null {
  // The kernel's number has 32 bits; some reach Node as negative ones.
  const number = Number(BigInt.asUintN(32, BigInt(type)))
  if (number !== FUSE) return NETWORK.get(number) ?? null
  const [kind] = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, point]) => point && `${folder}/`.startsWith(point === '/' ? point : `${point}/`))
    .sort(([, a = ''], [, b = '']) => b.length - a.length)
    .map(([, , each]) => each)
  return kind && NETWORK_FUSE.test(kind) ? kind : null
}

/** Open as long as the process lives: closing any handle of the file would free the lock (fcntl(2)). */
const held: Database.Database[] = []

/**
 * Makes this process the only one that uses the state folder, until it ends in whatever way: an open exclusive transaction on
 * `lock.db` is a lock of the kernel on a file, so it holds between containers and leaves nothing stale. Gives up when another
 * process has it, or where such a lock would not hold. Returns what gives it back before the end.
 */
export function claimState(stateDir: string): () => void {
  const network = networkFileSystem(statfsSync(stateDir).type, readFileSync('/proc/mounts', 'utf8'), stateDir)
  if (network) {
    giveUp(
      `数据文件夹 ${stateDir} 在网络文件系统（${network}）上，无法保证只有一个院内智询使用它。请用 STATE_DIR 指定本机磁盘上的文件夹。`,
      `The state folder ${stateDir} is on a network file system (${network}), where two portals could use it at once. Name a folder on a disk of this machine with STATE_DIR.`,
      WRONG_SETTINGS,
    )
  }
  try {
    const lock = new Database(path.join(stateDir, 'lock.db'), { timeout: 0 })
    lock.exec('BEGIN EXCLUSIVE')
    held.push(lock)
    return () => void lock.close()
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException
    if (code !== 'SQLITE_BUSY') {
      giveUp(
        `无法锁定数据文件夹 ${stateDir}（${code ?? name}）。请检查其权限与磁盘空间；若 lock.db 已损坏，请停止本系统后删除它。`,
        `The state folder ${stateDir} cannot be locked (${code ?? name}). Check its permissions and the disk; if lock.db is damaged, delete it while the portal is stopped.`,
      )
    }
    giveUp(
      '另一个院内智询正在使用同一个数据文件夹。请先停止它，或用 STATE_DIR 指定另一个文件夹。',
      'Another Innerward is using the same state folder. Stop it first, or name another folder with STATE_DIR.',
      WRONG_SETTINGS,
    )
  }
}
