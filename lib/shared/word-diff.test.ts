import { expect, test } from 'vitest'
import { wordDiff } from '@/lib/shared/word-diff'

test('Chinese is compared by its words, not by whole sentences', () => {
  const pieces = wordDiff('建议立即复查肌钙蛋白。', '建议立即复查心电图。', 'zh-CN')
  expect(pieces[0]?.kind).toBe('same')
  expect(pieces[0]?.text).toContain('建议')
  expect(
    pieces
      .filter(({ kind }) => kind !== 'added')
      .map(({ text }) => text)
      .join(''),
  ).toBe('建议立即复查肌钙蛋白。')
  expect(
    pieces
      .filter(({ kind }) => kind !== 'removed')
      .map(({ text }) => text)
      .join(''),
  ).toBe('建议立即复查心电图。')
})

test('equal texts have one piece, and nothing has none', () => {
  expect(wordDiff('a b', 'a b', 'en')).toEqual([{ kind: 'same', text: 'a b' }])
  expect(wordDiff('', '', 'en')).toEqual([])
})
