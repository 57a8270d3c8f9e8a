import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'

export interface MachineState {
  /** A dump of this process would hold none of its memory. */
  coresAreEmpty: boolean
  /** No dump file is written. */
  coresAreLimited: boolean
  /** Swap devices and files in use that are neither encrypted nor in memory. */
  openSwap: string[]
}

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '')

/** Whether what a block device keeps is encrypted or in memory: dm-crypt, or zram without a backing device. */
function isClosed(sys: string, name: string): boolean {
  const device = path.join(sys, 'class/block', name)
  if (name.startsWith('zram')) return ['', 'none'].includes(read(path.join(device, 'backing_dev')))
  if (read(path.join(device, 'dm/uuid')).startsWith('CRYPT-')) return true
  const slaves = path.join(device, 'slaves')
  const below = existsSync(slaves) ? readdirSync(slaves) : []
  return below.length > 0 && below.every((slave) => isClosed(sys, slave))
}

/** The name of the device that a swap device is, or on which a swap file lies. */
function deviceOf(sys: string, file: string, type: string): string {
  try {
    if (type === 'partition') return path.basename(realpathSync(file))
    const { dev } = statSync(file)
    const [major, minor] = [(dev >> 8) & 0xfff, (dev & 0xff) | ((dev >> 12) & 0xfff00)]
    return path.basename(realpathSync(path.join(sys, 'dev/block', `${major}:${minor}`)))
  } catch {
    return path.basename(file)
  }
}

function openSwap(proc: string, sys: string): string[] {
  return read(path.join(proc, 'swaps'))
    .split('\n')
    .slice(1)
    .map((line) => line.split(/\s+/))
    .flatMap(([file = '', type = '']) =>
      file === '' || isClosed(sys, deviceOf(sys, file, type)) ? [] : [file],
    )
}

/**
 * What this machine would do with the memory of this process: `coresAreEmpty` and `coresAreLimited` say whether a crash could
 * write it to a file, `openSwap` names swap that is not encrypted. `proc` and `sys` are where the kernel tells it.
 */
export function readMachineState({
  proc = '/proc',
  sys = '/sys',
}: { proc?: string; sys?: string } = {}): MachineState {
  const limits = read(path.join(proc, 'self/limits'))
  return {
    coresAreEmpty: /^0+$/.test(read(path.join(proc, 'self/coredump_filter'))),
    coresAreLimited: /^Max core file size\s+0\s/m.test(limits),
    openSwap: openSwap(proc, sys),
  }
}

/** One sentence for each thing that could write the memory of the portal to a disk: pairs of Chinese and English. */
export function machineSentences({
  coresAreEmpty,
  coresAreLimited,
  openSwap: swap,
}: MachineState): [zh: string, en: string][] {
  const sentences: [zh: string, en: string][] = []
  if (!coresAreEmpty) {
    sentences.push([
      '注意：无法清空崩溃转储的内容，程序崩溃时病例可能被写入磁盘。请以 ulimit -c 0 启动，并停用 systemd-coredump 或 apport。',
      'Note: crash dumps could not be emptied; a crash may write cases to the disk. Start with ulimit -c 0 and switch systemd-coredump or apport off.',
    ])
  } else if (!coresAreLimited) {
    sentences.push([
      '注意：没有 prlimit，崩溃时会留下不含内容的转储文件。可在启动前运行 ulimit -c 0。',
      'Note: there is no prlimit; a crash leaves a dump file without content. Run ulimit -c 0 before the start to have none.',
    ])
  }
  if (swap.length > 0) {
    const list = swap.join(', ')
    sentences.push([
      `注意：交换空间 ${list} 未加密，内存中的病例可能被换出到磁盘。请运行 swapoff -a，或改用加密的交换空间。`,
      `Note: the swap ${list} is not encrypted; cases in memory may be written to it. Run swapoff -a, or encrypt it.`,
    ])
  }
  return sentences
}
