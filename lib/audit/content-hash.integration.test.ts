import { createHash, createHmac } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { contentHash } from '@/lib/audit/content-hash'
import { currentKey } from '@/lib/audit/keys'
import { createTestState } from '@/lib/testing/test-state'

const ROOT = path.resolve(import.meta.dirname, '../..')
const TEXT = '张三，45岁，胸痛2小时'
const hexOf = (hash: string): string => hash.split(':')[1] ?? ''
const state = createTestState()

afterAll(() => state.remove())

test('who knows a question and not the key cannot confirm it', () => {
  const recorded = hexOf(contentHash('input', TEXT))
  // What somebody with the source of the portal, the record and the text would try.
  const { keyId } = currentKey('audit-content')
  const texts = [TEXT, `in:v1\0${TEXT}`, `in:v1${TEXT}`]
  const known = ['', keyId, 'innerward', 'audit-content', 'audit', 'key', 'secret', 'known', '0'.repeat(64)]
  const guesses = texts.flatMap((text) => [
    createHash('sha256').update(text).digest('hex'),
    ...known.map((key) => createHmac('sha256', key).update(text).digest('hex')),
  ])
  expect(guesses).not.toContain(recorded)
})

test('equal questions have other hashes under another key', () => {
  const before = contentHash('input', TEXT)
  const rotate = ['scripts/run.mjs', 'commands/audit-rotate-keys.ts']
  execFileSync(process.execPath, rotate, { cwd: ROOT, env: { ...process.env, STATE_DIR: state.dir } })
  const after = contentHash('input', TEXT)
  expect(hexOf(after)).toMatch(/^[0-9a-f]{64}$/)
  expect(hexOf(after)).not.toBe(hexOf(before))
})
