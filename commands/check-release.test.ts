import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkRelease } from '@/commands/check-release'
import { signRelease } from '@/lib/shared/release-key'

let folder: string
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'innerward-release-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Buffer) => writeFileSync(path.join(folder, name), content)
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
const newKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const KEY = newKey()

/** A bundle of two files, signed with a key; its fingerprint. */
function bundle(key: string | null = KEY): string | null {
  const files = { 'install.sh': 'echo installed', 'payload.tar': 'payload' }
  for (const [name, content] of Object.entries(files)) put(name, content)
  const sums = Buffer.from(
    Object.entries(files)
      .map(([name, content]) => `${sha256(content)}  ${name}\n`)
      .join(''),
  )
  put('SHA256SUMS', sums)
  if (key === null) return null
  const { key: half, signature } = signRelease(key, sums)
  put('release-key.pem', half.pem)
  put('SHA256SUMS.sig', signature)
  return half.fingerprint
}
const check = (pinned: string | null) =>
  checkRelease(folder, pinned, (file) => Promise.resolve(sha256(readFileSync(file))))

test('a whole bundle of the pinned key is installed, and one without a key where none was pinned', async () => {
  expect(await check(bundle())).toBeNull()
  rmSync(folder, { recursive: true })
  folder = mkdtempSync(path.join(tmpdir(), 'innerward-release-'))
  bundle(null)
  expect(await check(null)).toBeNull()
})

test.each<[string, (pinned: string) => void, string]>([
  ['a file that was altered', () => put('payload.tar', 'Payload'), 'altered'],
  ['a file that was added', () => put('more.sh', 'rm -rf /'), 'altered'],
  ['a file that is missing', () => rmSync(path.join(folder, 'payload.tar')), 'altered'],
  ['sums that were altered', () => put('SHA256SUMS', `${sha256('x')}  install.sh\n`), 'signature'],
  ['a signature that was taken away', () => rmSync(path.join(folder, 'SHA256SUMS.sig')), 'another_key'],
  ['the whole bundle signed with another key', () => bundle(newKey()), 'another_key'],
  ['sums that are missing', () => rmSync(path.join(folder, 'SHA256SUMS')), 'incomplete'],
])('%s is refused', async (_, alter, fault) => {
  const pinned = bundle() ?? ''
  alter(pinned)
  expect(await check(pinned)).toBe(fault)
})
