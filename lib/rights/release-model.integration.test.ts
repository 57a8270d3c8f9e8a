import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { askRelease } from '@/lib/rights/ask-release'
import { listChangesQuery } from '@/lib/rights/contract'
import { decideChange } from '@/lib/rights/four-eyes'
import { listChanges } from '@/lib/rights/list-changes'
import { mirrorReleases } from '@/lib/rights/mirror-releases'
import { readReleases } from '@/lib/rights/read-releases'
import { withdrawRelease } from '@/lib/rights/release-model'
import { verifyChain } from '@/lib/audit/verify-chain'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { parseCatalogue } from '@/lib/inference/engine/catalogue'
import { standingOf } from '@/lib/inference/engine/read-standing'
import { engine } from '@/lib/inference/generate'
import type { EvaluationResult } from '@/lib/release/contract'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const ROOT = process.cwd()
const READY = { timeout: 300_000, interval: 100 }
const FIGURES = {
  cases: 2,
  complete: 2,
  language: 2,
  numbers: 2,
  must: { hit: 3, of: 4 },
  may: { hit: 0, of: 0 },
}
const REST = { mustNot: 0, unsafe: 0, contradiction: 0, icd10: { hit: 1, of: 1 }, repetition: 0 }
const overall = { ...FIGURES, ...REST, tokensPerSecond: 20, firstTokenMs: 300 }

let state: TestState
let folder: string
let zhao: Actor
let qian: Actor
let sun: Actor
let zhou: Actor
const [bundled] = parseCatalogue(readFileSync('models/catalogue.json', 'utf8'))
if (!bundled) throw new Error('the catalogue is empty')
/** The bundled weights described as a clinical model, which can be released. */
const clinical = {
  ...bundled,
  id: 'other',
  name: 'other',
  role: 'clinical' as const,
  files: bundled.files.map((file) => ({
    ...file,
    path: path.basename(file.path).replace('gemma-3-270m-iq4nl', 'other'),
  })),
}
const { sampling, role } = clinical

/** An installation whose only model is a clinical one. */
function installation(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'innerward-release-'))
  const demo = path.join(ROOT, 'models', 'demo')
  const models = path.join(root, 'models')
  mkdirSync(models)
  writeFileSync(path.join(models, 'catalogue.json'), JSON.stringify({ version: 1, models: [clinical] }))
  for (const shard of readdirSync(demo).filter((name) => name.endsWith('.gguf'))) {
    symlinkSync(path.join(demo, shard), path.join(models, shard.replace('gemma-3-270m-iq4nl', 'other')))
  }
  return root
}

const by = (actor: Actor) => ({ actor, requestId: 'q1' })
const model = () => engine().status().model
const bindingNow = () => model().binding ?? ''

/** Keeps an evaluation of the model in use. */
function evaluate(name: string, change: Partial<EvaluationResult> = {}): void {
  const { id, name: called, sha256 } = model()
  const result: EvaluationResult = {
    version: 1,
    at: new Date().toISOString(),
    model: { id, name: called, sha256 },
    settings: { promptFormat: 'gemma3', sampling, kvType: 'f16' },
    systemPrompt: {},
    cases: { sha256: 'c'.repeat(64), total: 2, judged: 2 },
    library: false,
    commit: null,
    machine: {},
    overall,
    groups: [],
    answers: [],
    ...change,
  }
  mkdirSync(path.join(state.dir, 'eval'), { recursive: true })
  writeFileSync(path.join(state.dir, 'eval', `${name}.json`), JSON.stringify(result))
}

const waiting = async (reader: Actor) => {
  const { changes } = await listChanges(listChangesQuery.parse({ state: 'pending' }), reader)
  return changes[0]?.id ?? ''
}
const mirror = () =>
  JSON.parse(readFileSync(path.join(state.dir, 'releases', 'model-releases.json'), 'utf8')) as object
const release = async () => {
  await askRelease({ binding: bindingNow() }, by(zhao))
  await decideChange({ id: await waiting(qian), decision: 'approve' }, by(qian))
}

beforeAll(async () => {
  folder = installation()
  process.chdir(folder)
  state = createTestState({ CPU_THREADS: '1', MAX_PARALLEL: '1', GPU: 'off', CONTEXT_TOKENS: '4096' })
  zhao = await person('zhao', 'system_admin')
  qian = await person('qian', 'system_admin')
  sun = await person('sun', 'security_admin')
  zhou = await person('zhou', 'auditor')
  await mirrorReleases()
  await vi.waitUntil(() => engine().status().state === 'ready', READY)
}, 360_000)

afterAll(async () => {
  await engine().shutdown()
  process.chdir(ROOT)
  await state.remove()
  rmSync(folder, { recursive: true, force: true })
})

test('a clinical model without a whole evaluation with its settings cannot be released', async () => {
  const refused = { code: 'model_not_releasable' }
  expect(model()).toMatchObject({ standing: 'unreleased', binding: null })
  await expect(askRelease({ binding: 'a'.repeat(64) }, by(zhao))).rejects.toMatchObject(refused)
  evaluate('trial', { cases: { sha256: 'c'.repeat(64), total: 3, judged: 2 } })
  evaluate('other', { settings: { promptFormat: 'gemma3', sampling, kvType: 'q8_0' } })
  evaluate('documents', { library: true })
  expect(model().binding).toBeNull()
  expect((await readReleases()).evaluation).toMatchObject({ current: false })
  await expect(askRelease({ binding: 'a'.repeat(64) }, by(zhao))).rejects.toMatchObject(refused)
})

test('one asks, another approves, nobody alone, and the running model is released without a restart', async () => {
  evaluate('whole')
  const binding = bindingNow()
  expect(binding).toMatch(/^[0-9a-f]{64}$/)
  await expect(askRelease({ binding: 'a'.repeat(64) }, by(zhao))).rejects.toMatchObject({ code: 'stale' })
  await askRelease({ binding }, by(zhao))
  await expect(askRelease({ binding }, by(qian))).rejects.toMatchObject({ code: 'conflict' })
  expect(await readReleases()).toMatchObject({
    pending: true,
    releases: [],
    evaluation: { current: true, overall },
  })
  const id = await waiting(qian)
  expect(await waiting(zhou)).toBe('')
  const alone = { code: 'needs_second_person' }
  await expect(decideChange({ id, decision: 'approve' }, by(zhao))).rejects.toMatchObject(alone)
  await expect(decideChange({ id, decision: 'approve' }, by(zhou))).rejects.toMatchObject(alone)
  expect(model().standing).toBe('unreleased')
  await decideChange({ id, decision: 'approve' }, by(qian))
  expect(model()).toMatchObject({ standing: 'released', binding })
  const { sha256 } = model()
  expect(mirror()).toEqual({ version: 1, released: [{ sha256, binding }] })
  expect(statSync(path.join(state.dir, 'releases', 'model-releases.json')).mode & 0o777).toBe(0o644)
  expect(await readReleases()).toMatchObject({
    pending: false,
    releases: [{ binding, current: true, approvedBy: { displayName: 'qian' } }],
  })
  await expect(askRelease({ binding }, by(zhao))).rejects.toMatchObject({ code: 'conflict' })
})

test('the release lapses with the hash, the format, the sampling, the KV type or the evaluation, and comes back', () => {
  const { sha256 } = model()
  const asIs = {
    profile: { role, promptFormat: 'gemma3' as const, sampling },
    sha256,
    kvType: 'f16' as const,
  }
  const standing = (change: Partial<typeof asIs> | { kvType: 'q8_0' }) =>
    standingOf({ ...asIs, ...change })().standing
  expect(standing({})).toBe('released')
  expect(standing({ sha256: 'b'.repeat(64) })).toBe('unreleased')
  expect(standing({ kvType: 'q8_0' })).toBe('unreleased')
  const warmer = { ...asIs.profile, sampling: { ...sampling, temperature: 0.1 } }
  expect(standing({ profile: warmer })).toBe('unreleased')
  const chatml = { ...asIs.profile, promptFormat: 'chatml' } as unknown as typeof asIs.profile
  expect(standing({ profile: chatml })).toBe('unreleased')
  evaluate('again', { at: new Date(Date.now() + 1000).toISOString() })
  expect(model().standing).toBe('unreleased')
  rmSync(path.join(state.dir, 'eval', 'again.json'))
  expect(model().standing).toBe('released')
})

test.each(['demo', 'evaluation'] as const)(
  'a %s model is never released, whatever the file says',
  (never) => {
    const { sha256 } = model()
    const profile = { role: never, promptFormat: 'gemma3' as const, sampling }
    expect(standingOf({ profile, sha256, kvType: 'f16' })()).toEqual({ standing: never, binding: null })
  },
)

test('the database is the truth: the file is made anew from it', async () => {
  writeFileSync(path.join(state.dir, 'releases', 'model-releases.json'), '{"version":1,"released":[]}')
  expect(model().standing).toBe('unreleased')
  await mirrorReleases()
  expect(model().standing).toBe('released')
})

test('an administrator withdraws it at once, and it can be released again', async () => {
  const binding = bindingNow()
  await withdrawRelease(binding, by(zhao))
  expect(model().standing).toBe('unreleased')
  expect(mirror()).toEqual({ version: 1, released: [] })
  await expect(withdrawRelease(binding, by(zhao))).rejects.toMatchObject({ code: 'not_found' })
  await release()
  expect(model().standing).toBe('released')
  await withdrawRelease(binding, by(qian))
})

test('a rejected request and one that was overtaken release nothing; a security admin may decide too', async () => {
  await askRelease({ binding: bindingNow() }, by(zhao))
  await decideChange({ id: await waiting(sun), decision: 'reject' }, by(sun))
  await askRelease({ binding: bindingNow() }, by(zhao))
  evaluate('later', { at: new Date(Date.now() + 2000).toISOString() })
  const late = decideChange({ id: await waiting(sun), decision: 'approve' }, by(sun))
  await expect(late).rejects.toMatchObject({ code: 'stale' })
  await decideChange({ id: await waiting(zhao), decision: 'withdraw' }, by(zhao))
  expect(model().standing).toBe('unreleased')
})

test('every step is in the trail by hashes and ids alone', async () => {
  evaluate('trail', { at: new Date(Date.now() + 5000).toISOString() })
  const { auditEvent } = await db()
  const before = await auditEvent.findFirst({ orderBy: { id: 'desc' } })
  await release()
  await withdrawRelease(bindingNow(), by(zhao))
  await askRelease({ binding: bindingNow() }, by(zhao))
  await decideChange({ id: await waiting(sun), decision: 'reject' }, by(sun))
  const rows = await auditEvent.findMany({ where: { id: { gt: before?.id ?? 0 } }, orderBy: { id: 'asc' } })
  const detailOf = (wanted: string) =>
    JSON.parse(rows.find(({ event }) => event === wanted)?.detail ?? '{}') as Record<string, string>
  const steps = rows.filter(({ event }) => /^(?:change|model)\./.test(event))
  expect(steps.map(({ event }) => event)).toEqual([
    'change.requested',
    'change.decided',
    'model.released',
    'model.release_withdrawn',
    'change.requested',
    'change.decided',
  ])
  expect(detailOf('change.decided')).toMatchObject({ decision: 'approved' })
  expect(Object.keys(detailOf('change.requested')).sort()).toEqual(['binding', 'changeId', 'kind'])
  const evaluation = createHash('sha256').update(readFileSync(path.join(state.dir, 'eval', 'trail.json')))
  const released = detailOf('model.released')
  expect(Object.keys(released).sort()).toEqual(['binding', 'evaluation'])
  expect(released['evaluation']).toBe(evaluation.digest('hex'))
  expect(rows.find(({ event }) => event === 'model.released')?.modelSha256).toBe(model().sha256)
  expect(await verifyChain()).toMatchObject({ ok: true })
})
