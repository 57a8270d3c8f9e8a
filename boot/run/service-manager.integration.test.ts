import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepAlive, serviceManager } from '@/boot/run/service-manager'

const SYSTEMD = '/usr/bin/systemd-notify'
if (!existsSync(SYSTEMD)) {
  process.stdout.write('service-manager: skipped because systemd-notify is not installed\n')
}

let dir: string
beforeEach(() => (dir = mkdtempSync(path.join(tmpdir(), 'innerward-notify-'))))
afterEach(() => rmSync(dir, { recursive: true }))

/** Stands in for systemd: a local datagram socket, whose messages it prints. Perl is part of Debian's essential packages; Node has no such sockets. */
const LISTEN = `use Socket; $| = 1; socket(my $s, PF_UNIX, SOCK_DGRAM, 0) or die; bind($s, sockaddr_un($ARGV[0])) or die;
print "listening\\n"; while (defined(recv($s, my $m, 4096, 0))) { print join(" ", split(/\\n/, $m)), "\\n" }`

async function listen() {
  const socket = path.join(dir, 'notify')
  const manager = spawn('perl', ['-e', LISTEN, socket], { stdio: ['ignore', 'pipe', 'inherit'] })
  let heard = ''
  manager.stdout.setEncoding('utf8').on('data', (text: string) => (heard += text))
  await once(manager.stdout, 'data')
  return {
    socket,
    lines: () => heard.split('\n').filter((line) => line.includes('=')),
    end: () => manager.kill('SIGKILL'),
  }
}

test.skipIf(!existsSync(SYSTEMD))('readiness and life reach the socket of the service manager', async () => {
  const { socket, lines, end } = await listen()
  const manager = serviceManager({ ...process.env, NOTIFY_SOCKET: socket, WATCHDOG_USEC: '180000000' })
  expect(manager.watchdogMs).toBe(180_000)
  manager.tell('READY=1')
  await expect.poll(lines).toContain('READY=1')
  manager.tell('WATCHDOG=1')
  await expect.poll(lines).toContain('WATCHDOG=1')
  end()
})

test('a portal that answers is told of; one that hangs is not, once a start would be over', async () => {
  const told: string[] = []
  const asked: boolean[] = []
  const answer = (value: boolean) => () => {
    asked.push(value)
    return Promise.resolve(value)
  }
  const manager = { tell: (line: string) => void told.push(line), watchdogMs: 3 }
  keepAlive(manager, answer(false))
  await expect.poll(() => asked.length).toBeGreaterThan(2)
  expect(told).toEqual([])
  keepAlive(manager, answer(true))
  await expect.poll(() => told.length).toBeGreaterThan(2)
  expect(new Set(told)).toEqual(new Set(['WATCHDOG=1']))
})

test('without a service manager nothing is told and nothing waited for', () => {
  const manager = serviceManager({ PATH: '/nonexistent' })
  expect(manager.watchdogMs).toBeNull()
  manager.tell('READY=1')
})

test('what systemd says to a service is no wrong setting', async () => {
  const { unknownNames } = await import('@/lib/config/settings/unknown-names')
  expect(
    unknownNames({ NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '1', WATCHDOG_PID: '2' }),
  ).toEqual([])
})

const UNIT = path.join(import.meta.dirname, '../../deploy/install/innerward.service')

test('the unit waits for the word that the portal sends', () => {
  const lines = readFileSync(UNIT, 'utf8').split('\n')
  for (const line of [
    'Type=notify',
    'NotifyAccess=all',
    'RestartPreventExitStatus=78',
    'LimitCORE=0',
    'ProtectSystem=strict',
  ]) {
    expect(lines).toContain(line)
  }
})

test.skipIf(!existsSync('/usr/bin/systemd-analyze'))('systemd finds no fault in the unit', () => {
  // The program is there only once the portal is installed.
  const unit = readFileSync(UNIT, 'utf8').replace(/^ExecStart=.*$/m, 'ExecStart=/bin/true')
  const file = path.join(dir, 'innerward.service')
  writeFileSync(file, unit)
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})
