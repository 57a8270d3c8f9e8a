import { describe, expect, test } from 'vitest'
import { formsOf, partsOf, PhraseForms, writtenOut } from './phrase-forms'

describe('phrases of many forms', () => {
  test('are their parts, which multiply', () => {
    const parts = partsOf('(从来|从)(都|)(没|未)痛过')
    expect(parts).toEqual([['从来', '从'], ['都', ''], ['没', '未'], ['痛过']])
    expect(formsOf(parts)).toBe(8)
  })

  test('may hold choices in choices, and brackets that are none', () => {
    expect(writtenOut('(扁桃体(术后|切除)|T&A)后出血')).toEqual([
      '扁桃体术后后出血',
      '扁桃体切除后出血',
      'T&A后出血',
    ])
    expect(writtenOut('(+)者')).toEqual(['(+)者'])
  })

  test('are found in each form, wherever they begin', () => {
    const forms = new PhraseForms<string>()
    forms.add(partsOf('(一|)(大|小|)碗(血|)'), 'bowl')
    const found = (text: string) =>
      Array.from(text).flatMap((_, i) => forms.at(text, i).map(({ from, to }) => text.slice(from, to)))
    expect(found('咳了一大碗血')).toEqual(['一大碗血', '一大碗', '大碗血', '大碗', '碗血', '碗'])
    expect(found('一大杯')).toEqual([])
    expect(found('碗')).toEqual(['碗'])
  })
})
