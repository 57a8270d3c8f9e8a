import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { holdsWord, writtenSince } from '../lib/testing/search-files'
import { findInMemory } from '../lib/testing/search-memory'
import { until } from '../lib/testing/wait'
import { OwnPortal } from './own-portal'
import { FOLDER } from './places'
import { signInOverHttp } from './portal'

const CRASHES = path.join(FOLDER, 'crash')
const UNLIMITED = 'ulimit -c unlimited'
/** Letters alone, so that it is one word to whatever reads it. */
const marker = () =>
  `zq${randomBytes(12)
    .toString('hex')
    .replace(/\d/g, (digit) => 'ghjklmnpqr'[Number(digit)] ?? '')}`

/** Files that somebody wrote since `stamp` and that hold the word. */
const filesWith = (stamp: string, word: string) => writtenSince(stamp).filter((file) => holdsWord(file, word))

/** Ends an unprotected program that holds a word which it made itself, and returns that word. */
async function crashUnprotected(): Promise<string> {
  const program = `const word = 'zq' + require('crypto').randomBytes(12).toString('hex'); console.log(word); setInterval(() => word, 1000)`
  const open = `${UNLIMITED}; echo 0x33 > /proc/self/coredump_filter; exec "$0" -e "$1"`
  const child = spawn('bash', ['-c', open, process.execPath, program], {
    cwd: CRASHES,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [word] = (await once(child.stdout, 'data')) as [Buffer]
  child.kill('SIGSEGV')
  await once(child, 'exit')
  return word.toString().trim()
}

test('a portal that crashes while it answers leaves no word in any file of the machine', async () => {
  rmSync(CRASHES, { recursive: true, force: true })
  mkdirSync(CRASHES, { recursive: true })
  const stamp = path.join(CRASHES, 'stamp')
  writeFileSync(stamp, '')

  const known = await crashUnprotected()
  const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim()
  const dumps = filesWith(stamp, known)
  expect(
    dumps,
    `unproven: the dump of an unprotected program is nowhere (core_pattern ${pattern})`,
  ).not.toEqual([])
  for (const dump of dumps) rmSync(dump)

  const portal = new OwnPortal('crash-state', 5)
  await portal.start({}, { before: UNLIMITED })
  const visitor = await portal.visitor()
  await signInOverHttp(visitor, 'doctor.li')
  const word = marker()
  const asked = await visitor.post('/api/consult/runs', {
    data: { question: `What is ${word} gout?`, locale: 'en' },
  })
  expect(asked.status()).toBe(201)
  const pid = portal.serverPid()
  expect(
    findInMemory(pid, word).length,
    'the question is in the memory that a dump would hold',
  ).toBeGreaterThan(0)

  await portal.killServer('SIGSEGV')
  await until(`process ${pid} to be gone, its dump written`, () => !existsSync(`/proc/${pid}`))
  const found = filesWith(stamp, word)
  for (const dump of found.filter((file) => path.basename(file).startsWith('core'))) rmSync(dump)
  expect(found).toEqual([])
  await visitor.dispose()
  rmSync(CRASHES, { recursive: true })
})
