import { describe, expect, test } from 'vitest'
import { assertStatuses } from '@/lib/clinical/assertion/assert-places'
import cases from '@/lib/clinical/assertion/drug-statuses.cases.json'
import { readMarked } from '@/lib/testing/read-marked'

/** What each letter of the cases may be called: current, stopped or past, planned, avoided, only asked about, a relative's, not told to be taken. */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  c: ['affirmed'],
  s: ['stopped', 'history', 'negated'],
  p: ['planned', 'uncertain', 'rule_out', 'hypothetical'],
  a: ['negated', 'hypothetical'],
  q: ['uncertain', 'rule_out', 'hypothetical', 'planned'],
  r: ['family'],
  // Anything but taken: the words leave it open.
  n: ['uncertain', 'stopped', 'history', 'negated', 'planned', 'hypothetical', 'rule_out', 'family'],
}

describe.each(Object.entries(cases))('drugs: %s', (_, lines) => {
  test.each(lines)('%s', (written) => {
    const { text, places, letters } = readMarked(written, 'drug')
    const wrong = assertStatuses(text, places).flatMap((status, i) => {
      const letter = letters[i] ?? ''
      return ACCEPTED[letter]?.includes(status) ? [] : [`${letter}: ${status}`]
    })
    expect(wrong).toEqual([])
  })
})
