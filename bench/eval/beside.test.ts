import { expect, test } from 'vitest'
import { besideRows } from '@/bench/eval/beside'
import type { JudgedCase } from '@/lib/release/contract'

const judged = (id: string, locale: string, must: boolean[]): JudgedCase => ({
  ...{ id, locale, department: 'x', kind: 'knowledge', tokensPerSecond: 10, firstTokenMs: 100 },
  verdict: {
    ...{ complete: true, language: true, numbers: true, must, may: [], mustNot: [] },
    ...{ contradiction: false, unsafe: false, icd10: null, repetition: false },
  },
})

test('only cases that were judged both ways are compared, overall and by language', () => {
  const without = [
    judged('a', 'en', [false, true]),
    judged('b', 'zh-CN', [false]),
    judged('c', 'en', [true]),
    judged('d', 'en', [true]),
  ]
  const withLibrary = [
    judged('b', 'zh-CN', [true]),
    judged('a', 'en', [true, true]),
    judged('e', 'en', [false]),
  ]
  expect(besideRows(without, withLibrary).map(({ group, cases, must }) => [group, cases, must])).toEqual([
    ['overall, without', 2, '33%'],
    ['overall, with', 2, '100%'],
    ['zh-CN, without', 1, '0%'],
    ['zh-CN, with', 1, '100%'],
    ['en, without', 1, '50%'],
    ['en, with', 1, '100%'],
  ])
})
