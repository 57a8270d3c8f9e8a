import { expect, test } from 'vitest'
import type { AnswerTerm } from '@/lib/consult/stream/contract'
import { withFullNames } from './full-names'

const term = (start: number, surface: string, preferred: string, expand = true): AnswerTerm => ({
  kind: 'diagnosis',
  in: 'definition',
  start,
  end: start + surface.length,
  surface,
  preferred,
  name: { zh: preferred, en: preferred },
  status: 'affirmed',
  expand,
})

const AF = term(0, 'AF', 'atrial fibrillation')

test('a full name stands behind each abbreviation that asks for it, in the language of the answer', () => {
  expect(
    withFullNames('COPD加重，COPD', {
      part: 'definition',
      terms: [term(0, 'COPD', '慢阻肺'), term(7, 'COPD', '慢阻肺', false)],
    }),
  ).toBe('COPD（慢阻肺）加重，COPD')
  expect(withFullNames('AF is', { part: 'definition', terms: [AF] })).toBe('AF (atrial fibrillation) is')
  expect(withFullNames('AF', { part: 'mechanism', terms: [AF] })).toBe('AF')
})

test('no blank is left behind a full-width bracket', () => {
  const ct = term(0, 'CT', '计算机体层成像')
  expect(withFullNames('CT 肺动脉造影', { part: 'definition', terms: [ct] })).toBe(
    'CT（计算机体层成像）肺动脉造影',
  )
  expect(withFullNames('CT 120 kV', { part: 'definition', terms: [ct] })).toBe('CT（计算机体层成像）120 kV')
})

test('in a stretch of a part only its own terms are named', () => {
  const terms = [term(0, 'AF', 'atrial fibrillation'), term(10, 'MI', 'myocardial infarction')]
  expect(withFullNames('an MI now', { part: 'definition', terms, base: 7 })).toBe(
    'an MI (myocardial infarction) now',
  )
  expect(withFullNames('M', { part: 'definition', terms, base: 10 })).toBe('M')
})

test('the code of a diagnosis stands behind its first use, in the same brackets as a full name', () => {
  const coded = { ...term(0, '急性心肌梗死', '急性心肌梗死', false), code: 'I21.9' }
  expect(withFullNames('急性心肌梗死后', { part: 'definition', terms: [coded] })).toBe(
    '急性心肌梗死（I21.9）后',
  )
  const both = { ...AF, code: 'I48.9' }
  expect(withFullNames('AF is', { part: 'definition', terms: [both] })).toBe(
    'AF (atrial fibrillation, I48.9) is',
  )
})

test('what stands alone in a bracket has its note in that bracket', () => {
  const zh = { ...term(9, 'COPD', '慢阻肺', false), code: 'J44.9' }
  expect(withFullNames('慢性阻塞性肺疾病（COPD）', { part: 'definition', terms: [zh] })).toBe(
    '慢性阻塞性肺疾病（COPD，J44.9）',
  )
  const en = { ...term(15, 'HF', 'heart failure', false), code: 'I50.9' }
  expect(withFullNames('heart failure (HF)', { part: 'definition', terms: [en] })).toBe(
    'heart failure (HF, I50.9)',
  )
})
