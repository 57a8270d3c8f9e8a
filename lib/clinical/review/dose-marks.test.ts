import { expect, test } from 'vitest'
import { readText } from '@/lib/clinical/read-text'
import { LiveReview } from '@/lib/clinical/review/live-review'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import type { Locale } from '@/lib/shared/locale'

const dictionary = builtInDictionary()
const incomplete = (text: string, locale: Locale) =>
  new LiveReview({ question: readText('', dictionary), locale, dictionary })
    .section('recommendation', text)
    .filter(({ rule }) => rule === 'dose_incomplete')
    .map(({ surface, note, severity }) => [surface, note, severity])

test.each([
  ['普通肝素 70–100 U/kg 静脉推注。', '普通肝素 70–100 U/kg', '缺频次', 'yellow'],
  ['普通肝素 70–100 U / kg。', '普通肝素 70–100 U / kg', '缺途径、频次', 'red'],
  ['阿司匹林 300 mg 嚼服。', '阿司匹林 300 mg', '缺频次', 'yellow'],
  ['利伐沙班 15 每日一次口服。', '利伐沙班 15', '缺单位', 'red'],
  ['利伐沙班 15。', '利伐沙班 15', '缺单位、途径、频次', 'red'],
  ['胰岛素 0.1 U/kg/h。', '胰岛素 0.1 U/kg/h', '缺途径', 'yellow'],
] as const)('%s', (text, ...found) => expect(incomplete(text, 'zh-CN')).toEqual([found]))

test.each([
  ['Unfractionated heparin 70–100 U/kg IV.', 'lacks frequency', 'yellow'],
  ['Give rivaroxaban 15 daily.', 'lacks unit, route', 'red'],
  ['Insulin 0.1 U/kg/h.', 'lacks route', 'yellow'],
] as const)('%s', (text, ...found) =>
  expect(incomplete(text, 'en').map((one) => one.slice(1))).toEqual([found]),
)

test.each(['去甲肾上腺素 0.1 μg/kg/min 静脉泵入。', '阿司匹林 100 mg 口服，每日一次。'])(
  '%s is complete',
  (text) => expect(incomplete(text, 'zh-CN')).toEqual([]),
)
