import { describe, expect, test } from 'vitest'
import { listPassages } from '@/lib/library/index/passage-list'
import { rankPassages, type Postings } from '@/lib/library/index/rank-passages'
import { tokenPlaces } from '@/lib/library/index/token-places'
import type { QueryGroup } from '@/lib/library/query/library-query'

/** An index of passages that are given by their words; ids from 1, all Chinese. */
function indexOf(texts: readonly string[]): Postings {
  const rows = texts.map((text) => text.split(' '))
  const list = listPassages(rows.map((words, i) => [i + 1, i + 1, words.length, 1] as const))
  const holders = (token: string) => rows.flatMap((words, i) => (words.includes(token) ? [i + 1] : []))
  return {
    list: () => list,
    frequency: (token) => holders(token).length,
    places: (token) => tokenPlaces((field) => (field === 'text' ? holders(token) : []), list),
  }
}
const group = (role: QueryGroup['role'], token: string, weight = 1): QueryGroup => ({
  role,
  weight,
  any: [{ token, weight: 1 }],
})
const rank = (texts: readonly string[], ...groups: QueryGroup[]) =>
  rankPassages({ groups, chinese: true }, indexOf(texts)).map(({ place }) => texts[place])

describe('what is offered', () => {
  test('a passage that holds the subject, and none that holds only what the case adds', () => {
    const texts = ['drug dose', 'stage kidney crcl', 'drug kidney crcl']
    const found = rank(
      texts,
      group('subject', 'drug'),
      group('qualifier', 'kidney', 9),
      group('qualifier', 'crcl', 9),
    )
    expect(found).toEqual(['drug kidney crcl', 'drug dose'])
  })

  test('none that holds only what is asked of the subject', () => {
    expect(rank(['dose', 'dose of another'], group('subject', 'drug'), group('aspect', 'dose'))).toEqual([])
  })

  test('none by one word of several, but one by the only word', () => {
    expect(rank(['leave', 'other'], group('word', 'book'), group('word', 'leave'))).toEqual([])
    expect(rank(['t4a', 'other'], group('word', 't4a'))).toEqual(['t4a'])
  })

  test('none by what is broader alone', () => {
    const lung: QueryGroup = {
      role: 'subject',
      weight: 1,
      any: [
        { token: 'lung_cancer', weight: 1 },
        { token: 'cancer', weight: 0.4 },
      ],
    }
    expect(rank(['bowel cancer', 'other'], lung, group('subject', 'screening'))).toEqual([])
    expect(rank(['bowel cancer', 'lung_cancer'], lung, group('subject', 'screening'))).toEqual([
      'lung_cancer',
    ])
  })
})

test('none where the library knows no disease that the question names', () => {
  const flare = { ...group('subject', '@gout'), specific: ['gout'] }
  expect(rank(['flare of copd', 'other'], flare, group('subject', 'flare'))).toEqual([])
  expect(rank(['flare of gout', 'other'], flare, group('subject', 'flare'))).toEqual(['flare of gout'])
  const known = { ...group('subject', 'copd'), specific: ['copd'] }
  expect(rank(['flare of copd', 'other'], flare, known)).toEqual(['flare of copd'])
})

test('a word that most passages hold still counts', () => {
  expect(rank(['drug', 'drug', 'drug', 'other'], group('subject', 'drug'))).toHaveLength(3)
})

test('what the case adds is at most a share of what the question gives', () => {
  const found = rank(
    ['drug dose', 'drug kidney'],
    group('subject', 'drug'),
    group('subject', 'dose'),
    group('qualifier', 'kidney', 99),
  )
  expect(found).toEqual(['drug dose', 'drug kidney'])
})

test('a passage in the language of the question goes first', () => {
  const list = listPassages([
    [1, 1, 1, 0],
    [2, 2, 1, 1],
  ])
  const index: Postings = {
    list: () => list,
    frequency: () => 2,
    places: () => tokenPlaces((field) => (field === 'text' ? [1, 2] : []), list),
  }
  const places = (chinese: boolean) =>
    rankPassages({ groups: [group('subject', 'drug')], chinese }, index).map(({ place }) => place)
  expect(places(true)).toEqual([1, 0])
  expect(places(false)).toEqual([0, 1])
})
