import { expect, test } from 'vitest'
import type { CitablePassage } from '@/lib/clinical/citations/citation'
import { linkSentences } from '@/lib/clinical/citations/link-sentences'
import { Source } from '@/lib/clinical/citations/support'
import { Passage } from '@/lib/clinical/review/passage'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

const dictionary = builtInDictionary()
const passage = (n: number, title: string, heading: string, text: string): CitablePassage => ({
  ...{ n, title, heading, text },
  ...{ told: true, validUntil: null },
})

const SOURCES = [
  passage(
    1,
    '糖尿病酮症酸中毒处理常规',
    '监测',
    '胰岛素 0.1 U/kg/h 静脉泵入。\n每 15 分钟测血压，直至平稳。\n每 2 小时测乳酸。3 小时后复查电解质。\n入院时查肌钙蛋白与心电图。',
  ),
  passage(
    2,
    '慢性肾脏病分期',
    '分期',
    '| 分期 | eGFR |\n| G4 | 15–29 |\n每 3 个月复查尿白蛋白/肌酐比值，血压 <130/80 mmHg。',
  ),
  passage(
    3,
    '急性冠脉综合征诊疗常规',
    '抗血小板',
    '阿司匹林负荷量 300 mg。\n替格瑞洛负荷量 180 mg。\n心房颤动者另见抗凝常规。\n首次肌钙蛋白阴性者 1 小时后复查。',
  ),
  passage(
    4,
    'Oral anticoagulants',
    'Rivaroxaban',
    'Creatinine clearance 15–49 mL/min: 15 mg once daily.\nWarfarin: INR 2.0–3.0.\nAspirin alone does not prevent stroke in atrial fibrillation.\nStop apixaban 48 hours before surgery. Resume after 72 hours.',
  ),
].map((one) => new Source(one, dictionary))

const linked = (text: string): number[] =>
  linkSentences(new Passage(text, { section: 'recommendation' }, { dictionary }), {
    sources: SOURCES,
    given: new Map(),
  }).map(({ n }) => n)

test.each([
  // A drug, a test or an illness of its own, with its number where the passage speaks of it.
  ['阿司匹林 300 mg 嚼服。', 3],
  ['替格瑞洛 180 mg 负荷。', 3],
  ['胸痛患者 1 小时后复查肌钙蛋白。', 3],
  ['eGFR 15–29 为 G4 期。', 2],
  ['尿白蛋白/肌酐比值每 3 个月复查一次。', 2],
  ['每 2 小时复查乳酸。', 1],
  ['糖尿病酮症酸中毒者每 15 分钟测血压。', 1],
  ['利伐沙班 15 mg 每日一次。', 4],
  ['华法林使 INR 维持在 2.0–3.0。', 4],
  ['Keep the INR at 2.0–3.0 on warfarin.', 4],
  ['Give rivaroxaban 15 mg once daily.', 4],
  ['Stop apixaban 48 hours before the operation.', 4],
  ['Aspirin does not prevent stroke in atrial fibrillation.', 4],
])('%s rests on passage %i', (sentence, n) => expect(linked(sentence)).toEqual([n]))

test.each([
  // No subject of its own: a number and a word that stands everywhere.
  '每 15 分钟测血压；',
  '血压控制在 130/80 mmHg 以下。',
  '3 小时后复查。',
  '每 2 小时评估一次，持续 48 小时。',
  '心率 <130 次/分时每 15 分钟记录一次。',
  'Check blood pressure every 15 minutes.',
  'Reassess after 3 hours.',
  'Keep the pressure below 130/80 mmHg.',
  // The passage names the test elsewhere, and says the number of another.
  '3 小时后复查肌钙蛋白与心电图。',
  '每 2 小时复查心电图。',
  '乳酸每 15 分钟复查。',
  'Repeat troponin and ECG after 3 hours.',
  // A number of another drug of the passage, or a drug that it does not name.
  '阿司匹林 180 mg 嚼服。',
  '替格瑞洛 300 mg 负荷。',
  '氯吡格雷 300 mg 负荷。',
  'Restart warfarin after 72 hours.',
  'Give dabigatran 15 mg once daily.',
  // A drug and an illness that the passage names apart from each other.
  '替格瑞洛用于心房颤动。',
  // The test stands in the passage and the number does not.
  'eGFR 30–44 为 G3b 期。',
  'Keep the INR at 2.5–3.5 on warfarin.',
])('%s is tied to nothing', (sentence) => expect(linked(sentence)).toEqual([]))

test.each([
  ['阿司匹林 300 mg 嚼服；3 小时后复查。', '；'],
  ['- **阿司匹林 300 mg。**\n- 卧床', '。**'],
  ['阿司匹林 300 mg\n1. 卧床', '\n'],
  ['| 负荷 | 阿司匹林 300 mg |\n| 卧床 | 是 |', ' |\n'],
  ['Give aspirin 300 mg. 2 hours later look again.', '.'],
  ['阿司匹林 300 mg', ''],
])('the mark of %j stands before its closing sign', (text, closing) => {
  const [link] = linkSentences(new Passage(text, { section: 'recommendation' }, { dictionary }), {
    sources: SOURCES,
    given: new Map(),
  })
  expect(text.slice(0, link?.end)).toMatch(/300 mg(?: 嚼服)?$/)
  expect(text.slice(link?.end).startsWith(closing)).toBe(true)
})
