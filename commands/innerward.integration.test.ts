import { spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { SUBCOMMANDS } from '@/commands/subcommands'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import packageFile from '@/package.json' with { type: 'json' }

const LAUNCHER = path.resolve(import.meta.dirname, '../bin/innerward')
/** The account without rights that every Linux has. */
const NOBODY = 65534

let state: TestState
let elsewhere: string
beforeEach(() => {
  state = createTestState()
  elsewhere = mkdtempSync(path.join(tmpdir(), 'innerward-elsewhere-'))
  return async () => {
    await state.remove()
    rmSync(elsewhere, { recursive: true, force: true })
  }
})

/** Runs the command by a link in another folder, as an installation has it in /usr/local/bin. */
function innerward(...args: string[]) {
  const link = path.join(elsewhere, 'innerward')
  symlinkSync(LAUNCHER, link)
  const { status, stdout, stderr } = spawnSync(link, args, { cwd: elsewhere, encoding: 'utf8' })
  rmSync(link)
  return { status, text: `${stdout}${stderr}` }
}

test('help names every subcommand in both languages, and an unknown one is told', () => {
  const help = innerward('--help')
  expect(help.status).toBe(0)
  for (const { words, zh, en } of SUBCOMMANDS) {
    for (const text of [`innerward ${words}`, zh, en]) expect(help.text).toContain(text)
  }
  expect(innerward('--version')).toEqual({ status: 0, text: `${packageFile.version}\n` })
  expect(innerward('bakcup')).toMatchObject({
    status: 2,
    text: expect.stringContaining('没有这个子命令：bakcup') as string,
  })
})

test('a relative folder is one of the folder in which the command is typed', () => {
  expect(innerward('backup', '.')).toMatchObject({ status: 0 })
  expect(readdirSync(elsewhere)).toEqual([expect.stringMatching(/^innerward-\d{8}T/)])
})

/** A checkout whose client was made for one account alone cannot be run by another. */
const CLIENT = path.resolve(import.meta.dirname, '../node_modules/.prisma/client/default.js')
const othersMayRun = process.getuid?.() === 0 && (statSync(CLIENT).mode & 0o004) !== 0

test.runIf(othersMayRun)('what root does to the state belongs to the account of the service', () => {
  for (const name of readdirSync(state.dir, { recursive: true }) as string[]) {
    chownSync(path.join(state.dir, name), NOBODY, NOBODY)
  }
  for (const folder of [state.dir, elsewhere]) chownSync(folder, NOBODY, NOBODY)
  const done = innerward('backup', '.')
  expect(done.status, done.text).toBe(0)
  const [made = ''] = readdirSync(elsewhere)
  expect(statSync(path.join(elsewhere, made)).uid).toBe(NOBODY)
  for (const name of readdirSync(state.dir)) expect(statSync(path.join(state.dir, name)).uid).toBe(NOBODY)
})
