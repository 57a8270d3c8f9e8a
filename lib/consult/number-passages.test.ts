import { expect, test } from 'vitest'
import type { ConversationTurn } from '@/lib/consult/contract'
import type { AnswerPassage, FoundPassage } from '@/lib/consult/sources/contract'
import { numberPassages } from '@/lib/consult/number-passages'

const found = (passageId: number, text = '短句。'): FoundPassage => ({
  passageId,
  documentId: 'd',
  editionId: 'e',
  title: '题',
  publisher: '本院',
  year: 2026,
  page: null,
  heading: '',
  text,
  matched: ['短句'],
  validUntil: null,
  example: false,
  onSubject: true,
  asked: false,
})
const turnOf = (passages: AnswerPassage[]) => ({ passages }) as unknown as ConversationTurn
const number = (list: FoundPassage[], turns: ConversationTurn[] = []) =>
  numberPassages(list, { turns, tokensPerSecond: null, cardTokens: 0 })

test('numbers go on through a case, and what was told once is not told again', () => {
  const first = number([found(7), found(8)])
  expect(first.map(({ n, again }) => [n, again])).toEqual([
    [1, false],
    [2, false],
  ])
  const second = number([found(8), found(9)], [turnOf(first)])
  expect(second.map(({ n, again, found: now }) => [n, again, now])).toEqual([
    [2, true, true],
    [3, false, true],
    [1, true, false],
  ])
  expect(number([found(10)], [turnOf(first), turnOf(second)])[0]?.n).toBe(4)
})

test('a passage that had no room before is told when it comes again, under its number', () => {
  const untold = number([found(7)]).map((one) => ({ ...one, told: null }))
  expect(number([found(7)], [turnOf(untold)])).toMatchObject([{ n: 1, again: false, told: '短句。' }])
})

test('a passage beside the subject has its number, and is told nothing of', () => {
  const beside = { ...found(7), onSubject: false }
  expect(number([beside, found(8)])).toMatchObject([
    { n: 1, told: null, onSubject: false },
    { n: 2, told: '短句。' },
  ])
})

test('what was beside an earlier question may be the subject of the next, and the other way round', () => {
  const beside = { ...found(7), onSubject: false }
  const [first] = number([beside])
  expect(number([found(7)], [turnOf([first ?? expect.fail()])])).toMatchObject([
    { n: 1, onSubject: true, told: '短句。' },
  ])
  const untold = { ...(number([found(8)])[0] ?? expect.fail()), told: null }
  expect(number([{ ...found(8), onSubject: false }], [turnOf([untold])])).toMatchObject([
    { n: 1, onSubject: false, told: null },
  ])
})
