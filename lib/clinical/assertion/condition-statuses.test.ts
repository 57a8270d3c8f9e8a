import { describe, expect, test } from 'vitest'
import { assertStatuses } from '@/lib/clinical/assertion/assert-places'
import cases from '@/lib/clinical/assertion/condition-statuses.cases.json'
import { readMarked } from '@/lib/testing/read-marked'

/** What each letter of the cases may be called: of the patient now, past (by any name), over in this course, denied, left open, warned of, a relative's. */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  c: ['affirmed'],
  h: ['history', 'negated', 'stopped'],
  s: ['stopped'],
  n: ['negated'],
  u: ['uncertain', 'rule_out'],
  y: ['hypothetical'],
  f: ['family'],
}

describe.each(Object.entries(cases))('conditions: %s', (_, lines) => {
  test.each(lines)('%s', (written) => {
    const { text, places, letters } = readMarked(written, 'diagnosis')
    const wrong = assertStatuses(text, places).flatMap((status, i) => {
      const letter = letters[i] ?? ''
      return ACCEPTED[letter]?.includes(status) ? [] : [`${letter}: ${status}`]
    })
    expect(wrong).toEqual([])
  })
})
