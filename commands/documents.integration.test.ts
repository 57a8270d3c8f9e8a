import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditEvents } from '@/lib/audit/events'
import { followTrail } from '@/lib/audit/mirror'
import { recordAlone } from '@/lib/audit/record-event'
import { db } from '@/lib/db/client'
import { makeSiteKey } from '@/lib/library/bundles/site-key'
import { startSlapd, type Slapd } from '@/lib/testing/slapd'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const ROOT = path.resolve(import.meta.dirname, '..')
const PAGES = globSync('docs/{zh,en}/*.md', { cwd: ROOT }).sort()
/** Why a block of commands does not run in a test. */
const NEEDS = ['hardware', 'systemd', 'network', 'container', 'root', 'other-machine']

interface Block {
  page: string
  needs: string | null
  commands: string
}

const blocks: Block[] = PAGES.flatMap((page) =>
  [...readFileSync(path.join(ROOT, page), 'utf8').matchAll(/^```sh(?: needs=(\S+))?\n([^]*?)^```/gm)].map(
    ([, needs = null, commands = '']) => ({ page, needs, commands }),
  ),
)
const runnable = blocks.filter(({ needs }) => needs === null)

let slapd: Slapd
let state: TestState
let folder: string
beforeAll(async () => {
  slapd = await startSlapd()
  state = createTestState({ ...slapd.env, NEXTAUTH_URL: 'http://localhost:6006' })
  await recordAlone({ event: auditEvents['system.stopped'], outcome: 'ok', actor: null })
  await makeSiteKey()
  await followTrail()
  await (await db()).$disconnect()
  folder = mkdtempSync(path.join(tmpdir(), 'innerward-documents-'))
  mkdirSync(path.join(folder, 'backup', 'innerward'), { recursive: true })
  mkdirSync(path.join(folder, 'etc'))
  writeFileSync(path.join(folder, 'etc', 'innerward.env'), '# as the pages say\nLOG_LEVEL=error\n', {
    mode: 0o640,
  })
  writeFileSync(path.join(folder, 'passphrase'), 'correct horse battery staple\n', { mode: 0o600 })
  symlinkSync(path.join(ROOT, 'bin', 'innerward'), path.join(folder, 'innerward'))
})
afterAll(async () => {
  await slapd.stop()
  await state.remove()
  rmSync(folder, { recursive: true, force: true })
})

test('what does not run in a test says why, in a word of the list', () => {
  expect(runnable.length).toBeGreaterThan(10)
  for (const { page, needs } of blocks) if (needs !== null) expect(NEEDS, page).toContain(needs)
})

/** The paths of the pages, where the test has them. */
const here = (commands: string): string =>
  commands
    .replaceAll('/backup/', `${folder}/backup/`)
    .replaceAll('/etc/innerward/innerward.env', `${folder}/etc/innerward.env`)
    .replaceAll('innerward-keys.age', `${folder}/innerward-keys.age`)

/** Pages are read in this order: keys are sealed before they are checked, a backup is made before it is restored. */
const ORDER = ['install', 'directory', 'escrow', 'upgrade', 'monitoring', 'troubleshooting', 'backup-drill']
const placeOf = ({ page }: Block): number => {
  const place = ORDER.indexOf(path.basename(page, '.md'))
  return place === -1 ? ORDER.length : place
}

test.each(runnable.toSorted((a, b) => placeOf(a) - placeOf(b)))('$page: $commands', ({ commands }) => {
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH ?? ''}` }
  const options = { cwd: folder, encoding: 'utf8' as const, env }
  const { status, stdout, stderr } = spawnSync('bash', ['-euc', here(commands)], options)
  // What is doubtful of this machine, such as its memory, is no fault of the page.
  const checks = /innerward (--env-file \S+ )?check\b/.test(commands)
  expect(checks ? [0, 1] : [0], `${stdout}${stderr}`).toContain(status)
  expect(stderr).not.toMatch(/Usage|用法|at .*\.ts:\d+/)
})
