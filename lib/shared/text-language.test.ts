import { expect, test } from 'vitest'
import { foreignLanguage, splitForeign } from './text-language'

test.each([
  ['Acute inferior infarction is likely.', 'zh-CN', 'en'],
  ['Acute inferior infarction is likely.', 'en', undefined],
  ['考虑下壁心肌梗死，须排除主动脉夹层。', 'en', 'zh-CN'],
  ['替格瑞洛 ticagrelor 180 mg 嚼服，联合 aspirin', 'zh-CN', undefined],
  ['ECG V4R', 'zh-CN', undefined],
  ['ECG V4R', 'en', undefined],
  ['王芳', 'en', 'zh-CN'],
  ['ST段抬高', 'en', 'zh-CN'],
  ['6.5 及以上', 'en', 'zh-CN'],
  ['6.5 及以上', 'zh-CN', undefined],
  ['6.5 mmol/L', 'zh-CN', undefined],
  ['', 'en', undefined],
] as const)('%s on a page in %s', (text, page, language) => {
  expect(foreignLanguage(text, page)).toBe(language)
})

test.each([
  ['Because of: ST段抬高, chest pain', 'en', ['Because of: ', 'ST段抬高', ', chest pain']],
  ['End the sessions of 王芳 (doctor.wang)?', 'en', ['End the sessions of ', '王芳', ' (doctor.wang)?']],
  ['《高钾血症处理规程》 is not in force', 'en', ['', '《高钾血症处理规程》', ' is not in force']],
  ['No name here', 'en', ['No name here']],
  ['由 Li Wei 提交', 'zh-CN', ['由 Li Wei 提交']],
] as const)('words of another language in %s on a page in %s', (text, page, pieces) => {
  expect(splitForeign(text, page)).toEqual(pieces)
})
