import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { figuresOf } from '@/bench/eval/figures'
import { Progress } from '@/bench/eval/progress'
import type { JudgedCase } from '@/lib/release/contract'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'innerward-eval-'))
  file = path.join(folder, 'eval', 'run.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const RUN = { model: 'a', settings: { sampling: { temperature: 0, topK: 1 } }, commit: 'c' }
const judged = (id: string, change: Partial<JudgedCase['verdict']> = {}): JudgedCase => ({
  id,
  locale: 'en',
  department: 'x',
  kind: 'knowledge',
  verdict: {
    complete: true,
    language: true,
    numbers: true,
    must: [true, false],
    may: [],
    mustNot: [false, true],
    contradiction: false,
    unsafe: false,
    icd10: null,
    repetition: false,
    ...change,
  },
  tokensPerSecond: 10,
  firstTokenMs: null,
})

test('a stopped run goes on with what it judged, without a line that was cut', () => {
  const first = Progress.open(file, RUN, false)
  first.add(judged('one'))
  first.add(judged('two'))
  appendFileSync(file, '{"id":"three","loc')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const again = Progress.open(file, { ...RUN, settings: { sampling: { topK: 1, temperature: 0 } } }, false)
  expect([...again.done.keys()]).toEqual(['en/one', 'en/two'])
  again.add(judged('three'))
  expect([...Progress.open(file, RUN, false).done.keys()]).toEqual(['en/one', 'en/two', 'en/three'])
})

test.each([
  ['model', { ...RUN, model: 'b' }],
  ['settings', { ...RUN, settings: { sampling: { temperature: 0.1, topK: 1 } } }],
  ['commit', { ...RUN, commit: 'd' }],
])('another %s does not join the run, and --fresh starts over', (name, other) => {
  Progress.open(file, RUN, false).add(judged('one'))
  expect(() => Progress.open(file, other, false)).toThrow(`differs in ${name}; start over with --fresh`)
  expect(Progress.open(file, other, true).done.size).toBe(0)
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1)
})

test('figures count answers, and facts out of all facts', () => {
  const figures = figuresOf([judged('one'), judged('two', { complete: false, icd10: true, mustNot: [] })])
  expect(figures).toMatchObject({ cases: 2, complete: 1, must: { hit: 2, of: 4 }, mustNot: 1 })
  expect(figures).toMatchObject({ icd10: { hit: 1, of: 1 }, tokensPerSecond: 10, firstTokenMs: null })
})
