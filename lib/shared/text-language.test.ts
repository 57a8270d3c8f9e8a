import { expect, test } from 'vitest'
import { foreignLanguage } from './text-language'

test.each([
  ['Acute inferior infarction is likely.', 'zh-CN', 'en'],
  ['Acute inferior infarction is likely.', 'en', undefined],
  ['考虑下壁心肌梗死，须排除主动脉夹层。', 'en', 'zh-CN'],
  ['替格瑞洛 ticagrelor 180 mg 嚼服，联合 aspirin', 'zh-CN', undefined],
  ['ECG V4R', 'zh-CN', undefined],
] as const)('%s on a page in %s', (text, page, language) => {
  expect(foreignLanguage(text, page)).toBe(language)
})
