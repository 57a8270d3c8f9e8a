import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildFingerprint, buildInputs } from '@/boot/build/build-inputs'

const ROOT = path.resolve(import.meta.dirname, '../..')
let copy: string
beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'innerward-inputs-'))
  for (const name of buildInputs(ROOT)) cpSync(path.join(ROOT, name), path.join(copy, name))
})
afterAll(() => rmSync(copy, { recursive: true }))

const fingerprint = (env: Record<string, string> = {}, node = 'v24.0.0') =>
  buildFingerprint({ root: copy, node, env })

/** Adds a byte to a file of the copy, made where it is not there. */
function touch(name: string): void {
  mkdirSync(path.dirname(path.join(copy, name)), { recursive: true })
  appendFileSync(path.join(copy, name), '\n')
}

test.each([
  'app/layout.tsx',
  'app/globals.css',
  'lib/audit/chain-mac.ts',
  'messages/zh-CN/engine.json',
  'messages/request.ts',
  'prisma/schema.prisma',
  'public/icon.svg',
  'lib/audit/audit-format.ts',
  'lib/auth/demo-people.json',
  'scripts/load-lib.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'next.config.ts',
  'postcss.config.mjs',
  'boot/start-portal.ts',
  'proxy.ts',
  '.npmrc',
  '.env.local',
  'a-new-folder/of-a-new-kind.xyz',
])('a change of %s makes a new build', (name) => {
  const before = fingerprint()
  touch(name)
  expect(fingerprint()).not.toBe(before)
})

test.each([
  'docs/security.md',
  'e2e/new.spec.ts',
  'bench/audit.ts',
  'models/new.gguf',
  'var/innerward.db',
  'README.md',
  'lib/README.md',
  'lib/audit/new.test.ts',
  '.next/BUILD_ID',
])('a change of %s does not', (name) => {
  const before = fingerprint()
  touch(name)
  expect(fingerprint()).toBe(before)
})

test("another Node, and a setting that the build reads, make a new build; the portal's own settings do not", () => {
  const before = fingerprint()
  expect(fingerprint({}, 'v24.0.1')).not.toBe(before)
  expect(fingerprint({ NODE_OPTIONS: '--conditions=x' })).not.toBe(before)
  expect(fingerprint({ NEXT_PUBLIC_NAME: 'x' })).not.toBe(before)
  const others = {
    PORT: '6100',
    NEXTAUTH_URL: 'https://a.test',
    NEXT_TELEMETRY_DISABLED: '1',
    // Set by the runner of the browser tests, and only while its cache is cold.
    BROWSERSLIST_IGNORE_OLD_DATA: 'true',
  }
  expect(fingerprint(others)).toBe(before)
})

test('a state folder within the checkout is not looked into', () => {
  const env = { STATE_DIR: 'state' }
  touch('state/innerward.db')
  const before = fingerprint(env)
  writeFileSync(path.join(copy, 'state/innerward.db'), 'changed')
  expect(fingerprint(env)).toBe(before)
})
