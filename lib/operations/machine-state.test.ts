import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { within } from '@/lib/testing/wait'
import { networkFileSystem } from '@/boot/claim-state'
import { parseSettings } from '@/lib/config/env'
import { listenHost } from '@/boot/listen-host'
import { machineSentences, readMachineState } from '@/lib/operations/machine-state'

const ROOT = path.resolve(import.meta.dirname, '../..')
let dir: string
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'innerward-machine-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function write(name: string, content: string): void {
  mkdirSync(path.dirname(path.join(dir, name)), { recursive: true })
  writeFileSync(path.join(dir, name), content)
}

const swapOf = (lines: string[]): string[] => {
  write('proc/swaps', ['Filename Type Size Used Priority', ...lines].join('\n'))
  return readMachineState({ proc: path.join(dir, 'proc'), sys: path.join(dir, 'sys') }).openSwap
}

test('swap that is encrypted or in memory is told from swap that writes memory to a disk', () => {
  write('sys/class/block/dm-0/dm/uuid', 'CRYPT-PLAIN-swap\n')
  write('sys/class/block/dm-1/dm/uuid', 'LVM-abc\n')
  write('sys/class/block/dm-1/slaves/dm-0/x', '')
  write('sys/class/block/dm-2/dm/uuid', 'LVM-def\n')
  write('sys/class/block/dm-2/slaves/sda2/x', '')
  write('sys/class/block/zram0/backing_dev', 'none\n')
  write('sys/class/block/zram1/backing_dev', '/dev/sdb\n')
  const line = (name: string) => `/dev/${name}  partition 1 0 -2`
  expect(swapOf(['dm-0', 'dm-1', 'zram0'].map(line))).toEqual([])
  expect(swapOf(['dm-2', 'zram1', 'sda3'].map(line))).toEqual(['/dev/dm-2', '/dev/zram1', '/dev/sda3'])
  expect(swapOf(['/swapfile file 1 0 -2'])).toEqual(['/swapfile'])
  expect(swapOf([])).toEqual([])
})

test('each thing that could write memory to a disk is one sentence in each language', () => {
  const said = machineSentences({ coresAreEmpty: false, coresAreLimited: false, openSwap: ['/dev/sda3'] })
  expect(said).toHaveLength(2)
  expect(said.flat().join()).toMatch(/崩溃转储.*crash dumps.*交换空间 \/dev\/sda3.*swap \/dev\/sda3/)
  expect(machineSentences({ coresAreEmpty: true, coresAreLimited: true, openSwap: [] })).toEqual([])
})

/** A child of a process that closed the machine, which prints what it inherited. */
async function closedProcess(command: string) {
  const code = `import('./scripts/close-machine.mjs').then(({ limitCores }) => { limitCores(); ${command} })`
  const child = spawn(process.execPath, ['-e', code], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const [line] = (await within('the process to speak', once(child.stdout, 'data'))) as [Buffer]
  return { child, line: line.toString(), errors: () => errors }
}

test('dumps of the start and of what it starts are empty, and files are for the owner alone', async () => {
  const { child, line } = await closedProcess(
    `console.log(require('child_process').execSync('cat /proc/self/coredump_filter; ulimit -Hc; umask', { encoding: 'utf8' }))`,
  )
  child.kill()
  expect(line.trim().split('\n')).toEqual(['00000000', '0', '0077'])
})

test('SIGUSR1 opens no inspector', async () => {
  const { child, line, errors } = await closedProcess(
    `process.on('SIGUSR2', () => console.log('still')); setInterval(() => {}, 1000); console.log('ready')`,
  )
  expect(line.trim()).toBe('ready')
  child.kill('SIGUSR1')
  child.kill('SIGUSR2')
  await within('an answer after SIGUSR1', once(child.stdout, 'data'))
  child.kill()
  await once(child, 'exit')
  expect(errors()).not.toContain('Debugger')
})

test('every Node 24 process that the portal starts is told to open no inspector', () => {
  for (const file of ['scripts/hand-over.mjs', 'lib/inference/child/child-process.ts']) {
    const starts = readFileSync(path.join(ROOT, file), 'utf8')
    expect(starts, file).toContain("'--disable-sigusr1'")
  }
})

test.each([
  ['NFS', 0x6969, '', 'NFS'],
  ['CIFS, a number that reaches us as negative', 0xff534d42 | 0, '', 'CIFS'],
  ['a share of a virtual machine', 0x01021997, '', '9p'],
  ['ext4', 0xef53, '', null],
  ['sshfs', 0x65735546, 'a / ext4 rw 0 0\nx@y: /mnt/state fuse.sshfs rw 0 0\n', 'fuse.sshfs'],
  ['another FUSE', 0x65735546, 'x@y: /mnt fuse.sshfs rw 0 0\nz /mnt/state fuse.gocryptfs rw 0 0\n', null],
])('a lock on %s', (_, type, mounts, name) => {
  expect(networkFileSystem(type, mounts, '/mnt/state')).toBe(name)
})

test.each([
  [{ HOST: '0.0.0.0' }, { host: '127.0.0.1', narrowed: true }],
  [{ HOST: '10.1.2.3' }, { host: '127.0.0.1', narrowed: true }],
  [{ HOST: '::' }, { host: '127.0.0.1', narrowed: true }],
  [{ HOST: '127.0.0.2' }, { host: '127.0.0.2', narrowed: false }],
  [{}, { host: '127.0.0.1', narrowed: false }],
  [{ LDAP_URL: 'ldaps://dc1' }, { host: '0.0.0.0', narrowed: false }],
  [
    { LDAP_URL: 'ldaps://dc1', HOST: '10.1.2.3' },
    { host: '10.1.2.3', narrowed: false },
  ],
])('with %o the portal listens on %o', (given, expected) => {
  expect(listenHost(parseSettings(given))).toEqual(expected)
})
