import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '@/lib/testing/free-port'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'

const ROOT = path.resolve(import.meta.dirname, '..')
let stateDir: string
let port: string
beforeEach(async () => {
  port = String(await freePort())
  stateDir = mkdtempSync(path.join(tmpdir(), 'innerward-full-'))
})
afterEach(() => rmSync(stateDir, { recursive: true }))

/** Runs a start on a disk of 256 KiB of which so many are free, and another once the disk has room. */
const ON_FULL_DISK = `mount -t tmpfs -o size=256k,mode=700 tmpfs "$STATE_DIR"
  head -c $(((256 - FREE) * 1024)) /dev/zero > "$STATE_DIR/pad"
  "$@"; echo "first $?"
  rm "$STATE_DIR/pad" && mount -o remount,size=64m "$STATE_DIR"
  "$@"; echo "second $?"`

test.each(['0', '16', '100'])(
  'on a disk with %s KiB free a start ends with a sentence, and the next one, with room, is as good as a first',
  (FREE) => {
    const command = ['--map-root-user', '--mount', 'sh', '-c', ON_FULL_DISK, 'sh', process.execPath]
    const program =
      "import('@/scripts/close-machine.mjs').then(() => import('@/boot/settle/tell-unexpected'))\
      .then(({ tellUnexpected }) => tellUnexpected()).then(() => import('@/boot/settle/settle'))\
      .then(({ settle }) => settle(process.cwd(), process.env))"
    const { stdout, stderr } = spawnSync('unshare', [...command, ...typeScriptFlags(ROOT), '-e', program], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production', STATE_DIR: stateDir, PORT: port, FREE },
    })
    expect(stdout).toContain('first 1')
    expect(stderr).toMatch(/无法启动：.+\nCannot start: .+/)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(stdout).toContain('second 0')
  },
)
