import { expect, test } from 'vitest'
import { checkedValues, modelInstruction, modelSchema } from '@/lib/batch/model-request'

const TEXT = '患者因肺炎入院，予阿莫西林 500mg 每日三次，一周后复查胸片。'

test('only what stands in the text word for word is kept', () => {
  const answer = {
    diagnosis: [
      { quote: '因肺炎入院', name: '肺炎' },
      { quote: '患者有糖尿病', name: '糖尿病' },
      { quote: '患者因肺炎入院', name: '肺癌' },
      { quote: '', name: '' },
    ],
    drug: [
      { quote: '阿莫西林 500mg 每日三次', name: '阿莫西林', dose: '500mg' },
      { quote: '予阿莫西林', name: '阿莫西林', dose: '1000mg' },
    ],
    follow_up: [{ quote: '一周后复查胸片' }],
  }
  const { values, dropped } = checkedValues(JSON.stringify(answer), TEXT)
  expect(dropped).toBe(3)
  expect(values.map(({ field, name, dose }) => [field, name, dose])).toEqual([
    ['diagnosis', '肺炎', undefined],
    ['drug', '阿莫西林', '500mg'],
    ['drug', '阿莫西林', undefined],
    ['follow_up', '一周后复查胸片', undefined],
  ])
  for (const { span, words } of values) expect(span && TEXT.slice(span.start, span.end)).toBe(words)
})

test('the same passage is taken once', () => {
  const twice = {
    diagnosis: [
      { quote: '肺炎', name: '肺炎' },
      { quote: '肺炎', name: '肺炎' },
    ],
  }
  expect(checkedValues(JSON.stringify(twice), TEXT).values).toHaveLength(1)
})

test.each(['[]', '{"diagnosis":"x"}', '{"diagnosis":[{"name":"x"}]}', '{'])(
  'an answer of another form is refused: %s',
  (json) => {
    expect(() => checkedValues(json, TEXT)).toThrow()
  },
)

test('the model is asked for the empty fields only', () => {
  expect(Object.keys(modelSchema(['drug']).properties)).toEqual(['drug'])
  expect(modelInstruction(['drug', 'follow_up'], 'zh-CN')).toContain('出院带药及剂量、随访与出院医嘱')
})
