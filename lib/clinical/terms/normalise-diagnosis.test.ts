import { expect, test } from 'vitest'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { normaliseDiagnosis } from '@/lib/clinical/terms/normalise-diagnosis'

const codes = (text: string) => normaliseDiagnosis(text, builtInDictionary()).map(({ icd10 }) => icd10)

test.each([
  ['右侧股骨粗隆间骨折', ['S72.1']],
  ['左输尿管结石伴左肾积水', ['N13.2']],
  ['胃体癌 术后 肝转移', ['C16.2', 'C78.7']],
  ['头痛待查', ['R51']],
  ['双眼白内障', ['H26.9']],
  ['脑梗塞后遗症', ['I69.3']],
  ['2型糖尿病，糖尿病足', ['E11.9', 'E11.5']],
  ['否认肺结核', []],
  ['肺栓塞已排除', []],
  ['肺栓塞待排除', ['I26.9']],
])('%s', (text, expected) => {
  expect(codes(text)).toEqual(expected)
})

test('a fracture of no bone and a symptom give way to a diagnosis', () => {
  expect(codes('胸痛 急性心包炎')).toEqual(['I30.9'])
})

test.each(['左', '骨折', '肺癌', '，'])('a hundred thousand units of %j come to an end', (piece) => {
  expect(normaliseDiagnosis(piece.repeat(100_000 / piece.length), builtInDictionary())).toBeDefined()
})
