import { describe, expect, it } from 'vitest'
import { plainLetters } from '@/lib/privacy/names/plain-letters'

describe('plainLetters', () => {
  it.each([
    ['Séamus Ó Briain', 'Seamus O Briain'],
    ['Łukasz, Øystein, ß', 'Xukasz, Xystein, x'],
    ['Иванов ΔT 5μg', 'Xxxxxx XT 5xg'],
    ['Ｍａｒｙ', 'Mary'],
    ['Nguyễn Thị Hòa', 'Nguyen Thi Hoa'],
  ])('writes %s as %s', (text, plain) => expect(plainLetters(text)).toBe(plain))

  it.each(['患者男，62岁，BP 165/95', '5 × 3 ÷ 2, 1º, 37℃', '李娜さん 김'])('leaves %s as it is', (text) =>
    expect(plainLetters(text)).toBe(text),
  )

  it('keeps every place', () => {
    const text = 'É𠮷Ώ ﬁ İstanbul ǅ ŉ ẞ'
    expect(plainLetters(text)).toHaveLength(text.length)
  })
})
