import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { listAuditQuery, type AuditRecord } from '@/lib/audit/contract'
import { describeExport, exportEvents } from '@/lib/audit/export-events'
import { signStatement } from '@/lib/audit/keys'
import { listCheckpoints } from '@/lib/audit/list-checkpoints'
import { proveRecord } from '@/lib/audit/prove-record'
import { recordStart } from '@/lib/audit/record-boundary'
import { recordAlone } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { writeCheckpoint } from '@/lib/audit/write-checkpoint'
import { toPerson } from '@/lib/auth/directory/entry'
import { consultEvents } from '@/lib/consult/events'
import { inTransaction } from '@/lib/db/client'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { csvCell } from '@/lib/shared/csv'
import { publicKeyId, signatureHolds } from '@/lib/audit/audit-format'

const ROOT = path.resolve(import.meta.dirname, '../..')
const actor = madeUpActor({
  username: 'auditor.zhou',
  displayName: '周静',
  departmentId: null,
  roles: [{ role: 'auditor', departmentId: null }],
})
let state: TestState
beforeEach(() => {
  state = createTestState()
  return async () => {
    vi.useRealTimers()
    await state.remove()
  }
})

const record = (displayName = '李明') =>
  recordAlone({ event: consultEvents['consult.started'], outcome: 'ok', actor: { ...actor, displayName } })
const records = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n++) await record()
}
type Manifest = Awaited<ReturnType<typeof describeExport>>
const inState = (name: string): string => path.join(state.dir, name)

/** Writes an export with its manifest and the public key that an auditor keeps. */
async function take(name: string, query: Partial<Parameters<typeof describeExport>[0]> = {}) {
  const format = query.format ?? 'jsonl'
  const manifest = await describeExport({ ...query, format })
  const file = inState(name)
  const answer = await exportEvents({ ...query, format, upTo: manifest.upToId }, { actor, requestId: 'q' })
  writeFileSync(file, new Uint8Array(await answer.arrayBuffer()))
  writeFileSync(`${file}.manifest.json`, JSON.stringify(manifest))
  writeFileSync(inState('kept.pem'), manifest.publicKey)
  return { file, manifest, text: readFileSync(file, 'utf8') }
}
function verifyFile(
  file: string,
  options: { checkpoint?: object; key?: string | null; rotations?: string } = {},
) {
  const { checkpoint, key = inState('kept.pem'), rotations } = options
  if (checkpoint) writeFileSync(inState('checkpoint.json'), JSON.stringify(checkpoint))
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      'scripts/run.mjs',
      'commands/audit-verify.ts',
      file,
      ...(key ? ['--public-key', key] : []),
      ...(checkpoint ? ['--checkpoint', inState('checkpoint.json')] : []),
      ...(rotations ? ['--rotations', rotations] : []),
    ],
    { cwd: ROOT, encoding: 'utf8' },
  )
  return { status, stdout }
}
const says = (text: string): unknown => expect.stringContaining(text)
/** A file of these lines under a manifest that the portal's own key signs: what a thief of the key could make. */
function forge(name: string, lines: readonly string[], changed: Partial<Manifest>, manifest: Manifest) {
  const text = lines.map((line) => `${line}\n`).join('')
  const sha256 = createHash('sha256').update(text).digest('hex')
  const stated = { ...manifest, sha256, records: lines.length, ...changed }
  writeFileSync(inState(name), text)
  const signature = signStatement('manifest', stated)
  writeFileSync(`${inState(name)}.manifest.json`, JSON.stringify({ ...stated, signature }))
  return inState(name)
}

test('a filter takes no line break, no invisible character, and no more than one line', () => {
  for (const actor of ['x\nsha256=1', 'x\u0000', 'x\u2028y', 'x\u202ey', 'x\u200by']) {
    expect(listAuditQuery.safeParse({ actor }).success).toBe(false)
    expect(listAuditQuery.safeParse({ reference: actor }).success).toBe(false)
    expect(listAuditQuery.safeParse({ departmentId: actor }).success).toBe(false)
  }
  expect(listAuditQuery.safeParse({ actor: '李明 (王)' }).success).toBe(true)
})

test('a manifest in the old form, read with other borders, is refused; an honest one in the old form holds', async () => {
  await records(3)
  const { file, manifest } = await take('trail.jsonl')
  const privateKey = readFileSync(inState('secrets/audit-signing.pem'), 'utf8')
  const NAMES = 'format filter sha256 records firstId lastId lastMac upToId at keyId'.split(' ')
  const oldText = (values: Record<string, unknown>): string =>
    ['innerward-audit-manifest:v1', ...NAMES.map((name) => `${name}=${String(values[name])}`)].join('\n')
  const signOld = (text: string): string => sign(null, Buffer.from(text), privateKey).toString('base64')
  writeFileSync(
    `${file}.manifest.json`,
    JSON.stringify({ ...manifest, signature: signOld(oldText({ ...manifest })) }),
  )
  expect(verifyFile(file)).toMatchObject({ status: 0 })

  const line = JSON.stringify({
    id: 1,
    prevMac: '0'.repeat(64),
    mac: 'a'.repeat(64),
    event: 'x',
    detail: null,
  })
  const mine = {
    format: 'jsonl',
    filter: 'actor=x',
    sha256: createHash('sha256').update(`${line}\n`).digest('hex'),
    records: '1',
    firstId: '1',
    lastId: '1',
    lastMac: 'a'.repeat(64),
    upToId: '1',
    at: manifest.at,
    keyId: manifest.keyId,
  }
  const [, ...rest] = oldText(mine).split('\n').slice(2)
  const typed = ['actor=x', ...rest].join('\n')
  const signedText = oldText({ ...manifest, filter: typed })
  // The same bytes, read with the borders that the forger wants.
  const forged = { ...mine, records: 1, firstId: 1, lastId: 1, upToId: 1 }
  const end = signedText.slice(signedText.indexOf(`keyId=${mine.keyId}`) + 'keyId='.length)
  const name = inState('forged.jsonl')
  writeFileSync(name, `${line}\n`)
  const claim = { ...forged, keyId: end, publicKey: manifest.publicKey, signature: signOld(signedText) }
  expect(oldText(claim)).toBe(signedText)
  expect(signatureHolds('manifest', claim, manifest.publicKey)).toBe(false)
  writeFileSync(`${name}.manifest.json`, JSON.stringify(claim))
  expect(verifyFile(name)).toMatchObject({ status: 1, stdout: says('signature of the manifest') })
  writeFileSync(`${name}.manifest.json`, JSON.stringify({ ...claim, keyId: mine.keyId }))
  expect(verifyFile(name)).toMatchObject({ status: 1 })
})

test('a foreign signer is refused, and a signer that nobody vouches for is not proven', async () => {
  await records(3)
  const { file } = await take('trail.jsonl')
  expect(verifyFile(file)).toMatchObject({ status: 0, stdout: says('3 records hold') })
  expect(verifyFile(file, { key: null })).toMatchObject({ status: 2, stdout: says('is not proven') })
  const { publicKey } = generateKeyPairSync('ed25519')
  writeFileSync(inState('foreign.pem'), publicKey.export({ type: 'spki', format: 'pem' }))
  expect(verifyFile(file, { key: inState('foreign.pem') })).toMatchObject({ status: 1 })
  expect(verifyFile(inState('nowhere'))).toMatchObject({ status: 3 })
})

test('a history that ends before a kept checkpoint was cut', async () => {
  await records(10)
  const { file } = await take('short.jsonl', { upTo: 10 })
  await records(5)
  await inTransaction((tx) => writeCheckpoint(tx, 'periodic'))
  const [kept] = (await listCheckpoints()).checkpoints
  if (!kept) throw new Error('no checkpoint')
  expect(verifyFile(file)).toMatchObject({ status: 0 })
  expect(verifyFile(file, { checkpoint: kept })).toMatchObject({ status: 1, stdout: says('history was cut') })
  const whole = await take('whole.jsonl')
  expect(verifyFile(whole.file, { checkpoint: kept })).toMatchObject({ status: 0 })
  const some = await take('some.jsonl', { event: 'audit.exported' })
  expect(verifyFile(some.file)).toMatchObject({ status: 0 })
  expect(verifyFile(some.file, { checkpoint: { ...kept, upToId: kept.upToId } })).toMatchObject({
    status: kept.upToId === some.manifest.lastId ? 0 : 2,
  })
})

test('missing first or last records do not hold, even under a signature of the portal', async () => {
  await records(6)
  const { manifest, text } = await take('trail.jsonl')
  const lines = text.trim().split('\n')
  const at = (index: number) => JSON.parse(lines.at(index) ?? '') as AuditRecord
  const late = forge('late.jsonl', lines.slice(2), {}, manifest)
  expect(verifyFile(late)).toMatchObject({ status: 1, stdout: says('differ from the manifest') })
  const honest = forge('honest.jsonl', lines.slice(2), { firstId: 3 }, manifest)
  expect(verifyFile(honest)).toMatchObject({ status: 1, stdout: says('records 1 to 2 are missing') })
  const end = { lastId: at(-2).id, lastMac: at(-2).mac }
  const early = forge('early.jsonl', lines.slice(0, -1), end, manifest)
  expect(verifyFile(early)).toMatchObject({ status: 1, stdout: says('its end was cut') })
})

test('a name with line breaks is one clean line in the record, and one that got in before is read rightly as CSV', async () => {
  await record(`王\r\n"五",\u202e${'长'.repeat(5000)}`)
  const { file, text } = await take('trail.csv', { format: 'csv' })
  expect(text.trim().split('\r\n')).toHaveLength(2)
  expect((await proveRecord(1)).record.actorName).toMatch(/^王 "五", 长+…$/)
  expect((await proveRecord(1)).record.actorName).toHaveLength(64)
  expect(verifyFile(file)).toMatchObject({ status: 0 })
  const manifest = JSON.parse(readFileSync(`${file}.manifest.json`, 'utf8')) as Manifest
  const [head = '', row = ''] = text.trim().split('\r\n')
  const odd = row.replace(/"王[^,]*""五"",[^"]*"/, csvCell('a\r\nb,"c"\nd'))
  expect(odd).not.toBe(row)
  const old = forge('old.csv', [`${head}\r`, `${odd}\r`], { records: 1 }, manifest)
  expect(verifyFile(old)).toMatchObject({ status: 0, stdout: says('1 records hold') })
})

test('a name from the directory is one line of at most 64 characters', () => {
  const entry = (cn: string) => ({ dn: 'cn=x', entryUUID: 'A1', uid: 'doctor.wang', cn })
  expect(toPerson(entry('王\r\n"五"'))?.displayName).toBe('王 "五"')
  expect(toPerson(entry('\u202e\u0000'))?.displayName).toBe('doctor.wang')
  expect(toPerson(entry('长'.repeat(5000)))?.displayName).toHaveLength(64)
})

test('a new signing key keeps old files, checkpoints and records verifiable, by either public key', async () => {
  await recordStart()
  await records(2)
  const before = await take('before.jsonl')
  const formerKey = readFileSync(inState('kept.pem'), 'utf8')
  const [checkpoint] = (await listCheckpoints()).checkpoints
  const rotate = () =>
    execFileSync(process.execPath, ['scripts/run.mjs', 'commands/audit-rotate-keys.ts'], {
      cwd: ROOT,
      env: { ...process.env, STATE_DIR: state.dir },
    })
  rotate()
  rotate()
  await recordStart()
  const after = await take('after.jsonl')
  expect(after.manifest.keyId).not.toBe(before.manifest.keyId)
  expect(publicKeyId(formerKey)).toBe(before.manifest.keyId)
  expect(await verifyChain({ checkpoint })).toMatchObject({ ok: true })
  expect((await proveRecord(1)).proof.checkpoint).toMatchObject({ holds: true })
  writeFileSync(inState('former.pem'), formerKey)
  for (const key of [inState('former.pem'), inState('kept.pem')]) {
    expect(verifyFile(after.file, { key, ...(checkpoint ? { checkpoint } : {}) })).toMatchObject({
      status: 0,
    })
  }
  // The old file names no rotation: the new key vouches for it only through a newer manifest.
  expect(verifyFile(before.file, { key: inState('former.pem') })).toMatchObject({ status: 0 })
  expect(verifyFile(before.file)).toMatchObject({ status: 1 })
  expect(verifyFile(before.file, { rotations: `${after.file}.manifest.json` })).toMatchObject({ status: 0 })
  expect(after.text).toContain('audit.key_rotated')
})
