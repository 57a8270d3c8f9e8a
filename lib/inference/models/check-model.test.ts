import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { checkModel, readChoice, writeChoice } from '@/lib/inference/models/check-model'
import { listModels } from '@/lib/inference/models/list-models'

const SHARDS = ['demo/m-00001-of-00002.gguf', 'demo/m-00002-of-00002.gguf']
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const entry = (id: string, role: string, texts: Record<string, string>) => ({
  ...{ id, name: id, role, licence: { name: 'x' } },
  files: Object.entries(texts).map(([name, text]) => ({
    path: name,
    sha256: sha256(text),
    bytes: text.length,
  })),
})

let root: string
const file = (name: string) => path.join(root, 'models', name)
const put = (name: string, text: string) => {
  writeFileSync(file(name), text)
}
/** What a model file begins with. */
const weights = (text: string) => `GGUF ${text}`
const catalogue = (...models: unknown[]) => JSON.stringify({ version: 1, models })
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'innerward-model-'))
  mkdirSync(file('demo'), { recursive: true })
  mkdirSync(path.join(root, 'var'))
  for (const name of SHARDS) put(name, name)
  put(
    'catalogue.json',
    catalogue(
      entry('demo', 'demo', Object.fromEntries(SHARDS.map((name) => [name, name]))),
      entry('trial', 'evaluation', { 'trial.gguf': weights('trial weights') }),
      entry('clinic', 'clinical', { 'clinic.gguf': weights('clinical weights') }),
    ),
  )
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})

const options = () => ({ root, stateDir: path.join(root, 'var') })
const check = (modelPath?: string) => checkModel({ ...options(), modelPath })
const release = (text: string) => {
  mkdirSync(path.join(root, 'var', 'releases'), { recursive: true })
  writeFileSync(
    path.join(root, 'var', 'releases', 'model-releases.json'),
    JSON.stringify({ version: 1, released: [{ sha256: sha256(text), binding: 'b' }] }),
  )
}

test('the bundled model is used when nothing else is there', async () => {
  expect(await check()).toMatchObject({ ok: true, catalogueId: 'demo', role: 'demo', files: [{}, {}] })
})

test.each<[string, () => void, string]>([
  ['a missing shard', () => rmSync(file(SHARDS[1] ?? '')), 'model_missing'],
  ['a truncated shard', () => truncateSync(file(SHARDS[1] ?? ''), 3), 'model_altered'],
  ['an empty shard', () => truncateSync(file(SHARDS[0] ?? ''), 0), 'model_altered'],
  ['a changed byte', () => put(SHARDS[0] ?? '', 'X'.repeat(26)), 'model_altered'],
])('%s is named', async (_, spoil, reason) => {
  spoil()
  const result = await check(`models/${SHARDS[0] ?? ''}`)
  expect(result).toMatchObject({ ok: false, reason })
  expect(result.file).toMatch(/^models\/demo\//)
})

test('a file changed after it was first checked is noticed', async () => {
  await check()
  put(SHARDS[0] ?? '', 'another text')
  expect(await check(`models/${SHARDS[0] ?? ''}`)).toMatchObject({ ok: false, reason: 'model_altered' })
})

test('a half copy of a listed model is no model of the hospital', async () => {
  put('clinic.gguf', weights('clinical wei'))
  expect(await check()).toMatchObject({ ok: false, reason: 'model_altered', file: 'models/clinic.gguf' })
})

test('a model is known by its hash and not by its name', async () => {
  put('renamed.gguf', weights('trial weights'))
  put('trial-of-our-own.gguf', weights('our own weights'))
  expect(await listModels(options())).toMatchObject([
    { file: 'trial-of-our-own.gguf', id: null, standing: 'unreleased' },
    { file: 'renamed.gguf', id: 'trial', standing: 'evaluation' },
    { file: SHARDS[0], id: 'demo', standing: 'demo' },
  ])
})

test('accepted models come first, then other clinical ones, then evaluation, then demo', async () => {
  put('trial.gguf', weights('trial weights'))
  expect(await check()).toMatchObject({ ok: true, role: 'evaluation' })
  put('aaa.gguf', weights('our own weights'))
  expect(await check()).toMatchObject({ ok: true, catalogueId: null, name: 'aaa.gguf', role: 'clinical' })
  put('clinic.gguf', weights('clinical weights'))
  release(weights('clinical weights'))
  expect(await check()).toMatchObject({ ok: true, catalogueId: 'clinic' })
  writeChoice(path.join(root, 'var'), 'trial.gguf')
  expect(await check()).toMatchObject({ ok: true, catalogueId: 'trial' })
  expect(await check(`models/${SHARDS[0] ?? ''}`)).toMatchObject({ ok: true, catalogueId: 'demo' })
  expect(await check('models/not-there.gguf')).toMatchObject({ ok: false, reason: 'model_missing' })
})

test('two models of one rank are asked about, the same one twice is not', async () => {
  put('trial.gguf', weights('trial weights'))
  put('copy.gguf', weights('trial weights'))
  expect(await check()).toMatchObject({ ok: true, catalogueId: 'trial' })
  put('a.gguf', weights('one'))
  put('b.gguf', weights('two'))
  const result = await check()
  expect(result).toMatchObject({ ok: false, reason: 'model_ambiguous' })
  expect(result.candidates.map((model) => model.file)).toEqual(['a.gguf', 'b.gguf'])
})

test('a hospital describes models of its own in the state folder', async () => {
  put('ours.gguf', weights('our own weights'))
  writeFileSync(
    path.join(root, 'var', 'models.json'),
    catalogue(entry('ours', 'clinical', { 'x.gguf': weights('our own weights') })),
  )
  expect(await check()).toMatchObject({ ok: true, catalogueId: 'ours', role: 'clinical' })
  writeFileSync(path.join(root, 'var', 'models.json'), '{"models": [{}]}')
  await expect(check()).rejects.toThrow('models.json is not a catalogue')
})

/** The beginning of a GGUF file (version 3) whose first key names an architecture. */
function ggufHead(architecture: string): Buffer {
  const key = Buffer.from('general.architecture')
  const value = Buffer.from(architecture)
  const head = Buffer.alloc(24 + 8 + key.length + 4 + 8 + value.length)
  head.write('GGUF', 0, 'latin1')
  head.writeUInt32LE(3, 4)
  head.writeBigUInt64LE(1n, 16)
  head.writeBigUInt64LE(BigInt(key.length), 24)
  key.copy(head, 32)
  head.writeUInt32LE(8, 32 + key.length)
  head.writeBigUInt64LE(BigInt(value.length), 36 + key.length)
  value.copy(head, 44 + key.length)
  return head
}

test.each([
  ['mmproj-F16.gguf', 'llama'],
  ['vision.gguf', 'clip'],
])('%s with architecture %s only reads images', async (name, architecture) => {
  writeFileSync(file(name), ggufHead(architecture))
  expect(await check()).toMatchObject({ ok: true, catalogueId: 'demo' })
  expect(await check(`models/${name}`)).toMatchObject({ ok: false, reason: 'model_projector' })
})

test('a choice that is not there any more is no choice', async () => {
  writeChoice(path.join(root, 'var'), 'gone.gguf')
  expect(readChoice(path.join(root, 'var'))).toBe('gone.gguf')
  expect(await check()).toMatchObject({ ok: true, catalogueId: 'demo' })
})

test('a text file and an empty one are no models, and a model that lacks a part is named', async () => {
  put('notes.gguf', 'a text')
  put('empty.gguf', '')
  expect(await check()).toMatchObject({ ok: true, catalogueId: 'demo' })
  put('big-00001-of-00002.gguf', weights('first part'))
  expect(await check()).toMatchObject({ reason: 'model_missing', file: 'models/big-00002-of-00002.gguf' })
})

test('another file under the name that was chosen does not serve by itself', async () => {
  put('trial.gguf', weights('trial weights'))
  writeChoice(path.join(root, 'var'), 'trial.gguf', path.join(root, 'models'))
  expect(await check()).toMatchObject({ ok: true, catalogueId: 'trial' })
  put('trial.gguf', weights('other weights'))
  expect(await check()).toMatchObject({ reason: 'model_replaced', file: 'models/trial.gguf' })
})

test('a running portal keeps to the model of its start', async () => {
  put('a.gguf', weights('one'))
  vi.stubEnv('MODEL_AT_START', file('a.gguf'))
  put('b.gguf', weights('two'))
  expect(await check()).toMatchObject({ ok: true, name: 'a.gguf' })
})
