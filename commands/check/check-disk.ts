import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { networkFileSystem } from '@/boot/claim-state'
import { fail, ok, warn, type Finding } from '@/commands/check/finding'

const GIB = 1024 ** 3
const ROUNDS = 20
/** Each question and each sign-in waits for several of these. */
const SLOW_MS = 20
const TOO_SLOW_MS = 200
const WANTED_FREE_GIB = 20
const LEAST_FREE_GIB = 1
/** File systems that are gone at the next start (statfs(2)). */
const IN_MEMORY = new Map([
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
])
const OVERLAY = 0x794c7630

/** The nearest folder that is there: the state folder itself is made by the first start. */
export function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(path.dirname(folder))
}

/** Milliseconds that the disk takes to keep 4 KiB, the median of twenty. Throws where the folder cannot be written. */
export function fsyncTime(folder: string): number {
  const file = path.join(folder, `.innerward-check-${process.pid}`)
  const handle = openSync(file, 'wx', 0o600)
  try {
    const times = Array.from({ length: ROUNDS }, () => {
      const began = performance.now()
      writeSync(handle, Buffer.alloc(4096))
      fsyncSync(handle)
      return performance.now() - began
    })
    return times.sort((a, b) => a - b)[ROUNDS / 2] ?? 0
  } finally {
    closeSync(handle)
    rmSync(file, { force: true })
  }
}

/** Whether a state folder may lie on a file system of that number (statfs(2)). */
export function fileSystemFinding(type: number, network: string | null): Finding {
  const number = Number(BigInt.asUintN(32, BigInt(type)))
  const todo: [string, string] = [
    '请用 STATE_DIR 指定本机磁盘（ext4、xfs）上的文件夹',
    'Name a folder on a disk of this machine (ext4, xfs) with STATE_DIR',
  ]
  if (network !== null) {
    return fail(
      'disk',
      'file-system',
      [`STATE_DIR 在网络文件系统（${network}）上`, `STATE_DIR is on a network file system (${network})`],
      todo,
    )
  }
  const memory = IN_MEMORY.get(number)
  if (memory !== undefined) {
    return fail(
      'disk',
      'file-system',
      [
        `STATE_DIR 在内存（${memory}）中，重启即失`,
        `STATE_DIR is in memory (${memory}) and gone after a restart`,
      ],
      todo,
    )
  }
  if (number === OVERLAY) {
    return warn(
      'disk',
      'file-system',
      [
        'STATE_DIR 在容器自己的层上，重建容器即失',
        "STATE_DIR is in the container's own layer and gone with it",
      ],
      ['请为 STATE_DIR 挂载一个卷', 'Mount a volume for STATE_DIR'],
    )
  }
  return ok('disk', 'file-system', ['STATE_DIR 在本机磁盘上', 'STATE_DIR is on a disk of this machine'])
}

/** Whether the disk keeps quickly enough what it is told to keep. */
export function fsyncFinding(ms: number): Finding {
  const what: [string, string] = [
    `磁盘落盘一次 ${ms.toFixed(1)} 毫秒`,
    `the disk keeps a write in ${ms.toFixed(1)} ms`,
  ]
  const todo: [string, string] = [
    '请换用本机 SSD，或带断电保护缓存的阵列卡：每次提问与登录都要等它几次',
    'Use an SSD of this machine or a controller with a protected cache: each question and sign-in waits for it several times',
  ]
  if (ms >= TOO_SLOW_MS) return fail('disk', 'fsync', what, todo)
  return ms >= SLOW_MS ? warn('disk', 'fsync', what, todo) : ok('disk', 'fsync', what)
}

/** Whether there is room for the database, its copy at an upgrade, the mirror and a model. `free` in bytes. */
export function roomFinding(free: number, needed = 0): Finding {
  const gib = (free / GIB).toFixed(1)
  const what: [string, string] = [
    `STATE_DIR 所在磁盘剩余 ${gib} GiB`,
    `${gib} GiB are free where STATE_DIR is`,
  ]
  const todo: [string, string] = [
    '请扩大磁盘或清理；升级时需要数据库两倍的空间',
    'Make room: an upgrade needs twice the size of the database',
  ]
  if (free < Math.max(LEAST_FREE_GIB * GIB, needed)) return fail('disk', 'room', what, todo)
  return free < WANTED_FREE_GIB * GIB ? warn('disk', 'room', what, todo) : ok('disk', 'room', what)
}

function writing(folder: string): Finding {
  try {
    return fsyncFinding(fsyncTime(folder))
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    return fail(
      'disk',
      'fsync',
      [`不能写入 ${folder}（${code}）`, `${folder} cannot be written to (${code})`],
      ['请更改其所有者，或清理磁盘', 'Change its owner, or make room on the disk'],
    )
  }
}

/** The disk of the state folder: file system, room, and how long a write takes to be kept. */
export function checkDisk(stateDir: string): Finding[] {
  const folder = nearestFolder(stateDir)
  const { type, bavail, bsize } = statfsSync(folder)
  const network = networkFileSystem(type, readFileSync('/proc/mounts', 'utf8'), folder)
  return [fileSystemFinding(type, network), roomFinding(bavail * bsize), writing(folder)]
}
