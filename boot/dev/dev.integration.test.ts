import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'

const ROOT = path.resolve(import.meta.dirname, '../..')
const start = (program: string, env: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, [...typeScriptFlags(ROOT), program], {
    cwd: ROOT,
    env: { ...process.env, NEXTAUTH_URL: '', ...env },
    encoding: 'utf8',
  })

test('invented answers are never given beside the directory of a hospital', () => {
  const { status, stderr } = start('boot/dev/dev.ts', { LDAP_URL: 'ldaps://dc1.hospital.internal' })
  expect(stderr).toContain('The development mode knows the demo directory only')
  expect(status).toBe(78)
})

test('a pace that is none is refused with what it must be', () => {
  const { status, stderr } = start('boot/dev/dev.ts', { DEV_TOKENS_PER_SECOND: 'fast', LDAP_URL: '' })
  expect(stderr).toContain('DEV_TOKENS_PER_SECOND must be a positive number')
  expect(status).toBe(78)
})

test('no setting brings invented answers into a portal that is installed', () => {
  const { status, stderr } = start('boot/start.ts', { ENGINE: 'fake', STATE_DIR: 'var/none' })
  expect(stderr).toMatch(/ENGINE: must be one of local, child, remote/)
  expect(status).toBe(78)
})
