import { expect, test } from 'vitest'
import type { AnswerTerm } from '@/lib/consult/contract'
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

test('a full name stands behind each abbreviation that asks for it, in the language of the answer', () => {
  expect(
    withFullNames('COPD加重，COPD', 'definition', [
      term(0, 'COPD', '慢阻肺'),
      term(7, 'COPD', '慢阻肺', false),
    ]),
  ).toBe('COPD（慢阻肺）加重，COPD')
  expect(withFullNames('AF is', 'definition', [term(0, 'AF', 'atrial fibrillation')])).toBe(
    'AF (atrial fibrillation) is',
  )
  expect(withFullNames('AF', 'mechanism', [term(0, 'AF', 'atrial fibrillation')])).toBe('AF')
})
