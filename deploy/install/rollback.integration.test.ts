import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs' // prettier-ignore
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { versionNumber } from '@/boot/settle/code-version'

/**
 * What `innerward rollback` asks and does, with folders of its own in the place of those of an installation, whose versions only note what
 * they are called with. What a restore does is tested where it is done; the whole way, as root, is proved in deploy/proof.
 */
const FORMER = '0.2.0'
const LATER = '0.3.0'

let dir: string
const at = (...parts: string[]): string => path.join(dir, ...parts)
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'innerward-rollback-'))
  for (const version of [FORMER, LATER]) mkdirSync(at('opt', version, 'bin'), { recursive: true })
  for (const folder of ['etc', 'state/backups/innerward-1']) mkdirSync(at(folder), { recursive: true })
  const places = {
    PREFIX: at('opt'),
    SETTINGS: at('etc'),
    STATE: at('state'),
    UNIT: at('none/innerward.service'),
  }
  const common = Object.entries(places).reduce(
    (text, [name, place]) => text.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${place}`),
    readFileSync(path.join(import.meta.dirname, 'common.sh'), 'utf8'),
  )
  // The account of an installation is not here, nor need this be root.
  const asAnybody = common
    .replace('setpriv --reuid=innerward --regid=innerward --clear-groups ', '')
    .replace(/^need_root\(\) \{[^]*?^\}/m, 'need_root() { :; }')
    .replace(/^has_systemd\(\).*$/m, 'has_systemd() { false; }')
  expect(asAnybody).not.toMatch(/reuid|Run this as root/)
  writeFileSync(at('opt', LATER, 'bin/common.sh'), asAnybody)
  copyFileSync(path.join(import.meta.dirname, 'rollback.sh'), at('opt', LATER, 'bin/rollback.sh'))
  put(FORMER)
  symlinkSync(LATER, at('opt/current'))
  symlinkSync(FORMER, at('opt/previous'))
  writeFileSync(
    at('etc/upgrades'),
    `2026-11-29T00:00:00Z\t${FORMER}\t${LATER}\t${at('state/backups/innerward-1')}\n`,
  )
})
afterEach(() => rmSync(dir, { recursive: true }))

/** The command of a version: notes its line, says what a restore would take back, and ends as it is told to. */
function put(version: string, status = 0): void {
  const file = at('opt', version, 'bin/innerward')
  writeFileSync(
    file,
    `#!/bin/sh\nprintf '%s\\n' "$*" >> ${at('called')}\necho 'TAKEN BACK'\nexit ${status}\n`,
  )
  chmodSync(file, 0o755)
}

/** A database whose header says which version may open it. */
function database(lowest: string): void {
  const header = Buffer.alloc(100)
  header.writeUInt32BE(versionNumber(lowest), 60)
  writeFileSync(at('state/innerward.db'), header)
}

function rollback(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('sh', [at('opt', LATER, 'bin/rollback.sh'), ...args], {
    encoding: 'utf8',
  })
  const called = existsSync(at('called')) ? readFileSync(at('called'), 'utf8').trim().split('\n') : []
  return { status, text: `${stdout}${stderr}`, called, current: readlinkSync(at('opt/current')) }
}
const BACKUP = () => at('state/backups/innerward-1')

test('where the former version may open the database nothing is restored and nothing asked', () => {
  database(FORMER)
  expect(rollback()).toMatchObject({ status: 0, called: [], current: FORMER })
})

test('where it may not, what would be taken back is listed first, and nothing changes', () => {
  database(LATER)
  const { status, text, called, current } = rollback()
  expect({ status, called, current }).toEqual({
    status: 1,
    called: [`restore ${BACKUP()} --check`],
    current: LATER,
  })
  expect(text).toMatch(/TAKEN BACK[^]*innerward rollback --name/)
})

test.each([
  [[], '--replay-mirror'],
  [['--accept-gap'], '--accept-gap'],
])('with a name and %j it restores with the former version and goes back', (further, gap) => {
  database(LATER)
  expect(rollback('--name', '张工', ...further)).toMatchObject({
    status: 0,
    called: [`restore ${BACKUP()} --name 张工 --reason backup_restored ${gap}`],
    current: FORMER,
  })
})

test('a restore that is refused leaves the later version, and no backup at all is no way back', () => {
  database(LATER)
  put(FORMER, 1)
  expect(rollback('--name', '张工')).toMatchObject({ status: 1, current: LATER })
  rmSync(BACKUP(), { recursive: true })
  const { status, text, current } = rollback('--name', '张工')
  expect({ status, current }).toEqual({ status: 1, current: LATER })
  expect(text).toContain('no way back')
})

test.each([[['--name']], [['--nmae', 'x']], [['now']]])('%j is no way to call it', (args) => {
  database(FORMER)
  expect(rollback(...args)).toMatchObject({ status: 2, current: LATER })
})

test.each([
  ['STATE_DIR=/data/innerward', 1],
  [' export STATE_DIR = "/data/innerward"\r', 1],
  ['# STATE_DIR=/data/innerward', 0],
  ['GPU=off', 0],
])('with %j in the settings it ends with %i: the state has one place', (line, status) => {
  database(FORMER)
  writeFileSync(at('etc/innerward.env'), `${line}\n`)
  const told = rollback()
  expect({ status: told.status, current: told.current }).toEqual({
    status,
    current: status === 0 ? FORMER : LATER,
  })
  if (status === 1) expect(told.text).toContain('/data/innerward')
})

test('the place that an installation has may be named', () => {
  database(FORMER)
  writeFileSync(at('etc/innerward.env'), `STATE_DIR=${at('state')}/\n`)
  expect(rollback().status).toBe(0)
})
