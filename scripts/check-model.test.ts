import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkModel } from './check-model.mjs'

const SHARDS = ['demo/m-00001-of-00002.gguf', 'demo/m-00002-of-00002.gguf']
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

let root: string
const file = (name: string) => path.join(root, 'models', name)
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'innerward-model-'))
  mkdirSync(file('demo'), { recursive: true })
  for (const name of SHARDS) writeFileSync(file(name), name)
  const files = SHARDS.map((name) => ({ path: name, sha256: sha256(name), sizeBytes: name.length }))
  const models = [{ id: 'demo', name: 'Demo', role: 'demo', files }]
  writeFileSync(file('manifest.json'), JSON.stringify({ models }))
})
afterEach(() => rmSync(root, { recursive: true }))

const check = (modelPath?: string) => checkModel({ root, modelPath, stateDir: path.join(root, 'var') })

test('the bundled model is used when nothing else is there', async () => {
  expect(await check()).toMatchObject({ ok: true, manifestId: 'demo', files: [{}, {}] })
})

test.each<[string, () => void, string]>([
  ['a missing shard', () => rmSync(file(SHARDS[1] ?? '')), 'model_missing'],
  ['a truncated shard', () => truncateSync(file(SHARDS[1] ?? ''), 3), 'model_altered'],
  ['an empty shard', () => truncateSync(file(SHARDS[0] ?? ''), 0), 'model_altered'],
  ['a changed byte', () => writeFileSync(file(SHARDS[0] ?? ''), 'X'.repeat(26)), 'model_altered'],
])('%s is named', async (_, spoil, reason) => {
  spoil()
  const result = await check()
  expect(result).toMatchObject({ ok: false, reason })
  expect(result.file).toMatch(/^models\/demo\//)
})

test('a file changed after it was first checked is noticed', async () => {
  await check()
  writeFileSync(file(SHARDS[0] ?? ''), 'another text')
  expect(await check()).toMatchObject({ ok: false, reason: 'model_altered' })
})

test('a model of the hospital comes before the bundled one, and one named comes before both', async () => {
  writeFileSync(file('medgemma.gguf'), 'weights')
  expect(await check()).toMatchObject({ ok: true, manifestId: null, name: 'medgemma.gguf' })
  expect(await check(`models/${SHARDS[0] ?? ''}`)).toMatchObject({ ok: true, manifestId: 'demo' })
  expect(await check('models/not-there.gguf')).toMatchObject({ ok: false, reason: 'model_missing' })
})
