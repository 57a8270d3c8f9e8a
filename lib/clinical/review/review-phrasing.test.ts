import { describe, expect, test } from 'vitest'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import type { Locale } from '@/lib/shared/locale'
import type { AnswerPart, ReviewRuleId } from './finding'
import { reviewAnswer } from './live-review'

const dictionary = builtInDictionary()

type Written = Partial<Record<AnswerPart, string>> & { q?: string; t?: string }

const review = ({ q = '', t = '', ...sections }: Written, locale: Locale) =>
  reviewAnswer({ question: q, thought: t, sections, locale, dictionary, today: new Date('2026-06-01') })

/** Rule, language, what is written, and whether the rule speaks. The phrases are not those of the rules' own cases. */
type Case = readonly [ReviewRuleId, 'zh-CN' | 'en', Written, boolean]

const SOURCES: readonly Case[] = [
  ['change_without_source', 'zh-CN', { recommendation: '参照ESC共识，将华法林换用为达比加群。' }, true],
  ['change_without_source', 'zh-CN', { recommendation: '说明书指出应减停胺碘酮。' }, true],
  ['change_without_source', 'en', { recommendation: 'Following the ADA, discontinue metformin.' }, true],
  [
    'change_without_source',
    'en',
    { recommendation: 'A randomised trial supports it: taper prednisone.' },
    true,
  ],
  ['change_without_source', 'zh-CN', { recommendation: '请勿停用阿司匹林。' }, false],
  ['change_without_source', 'en', { recommendation: 'Do not stop aspirin.' }, false],
  ['vague_wording', 'zh-CN', { recommendation: '中华医学会共识称该法似乎有效。' }, true],
  ['vague_wording', 'zh-CN', { mechanism: 'KDIGO称可能与足细胞损伤相关。' }, true],
  ['vague_wording', 'en', { recommendation: 'According to NICE this perhaps helps.' }, true],
  ['vague_wording', 'en', { mechanism: 'A cohort study says it is believed to be mediated by IgE.' }, true],
  ['vague_wording', 'zh-CN', { recommendation: '3天后复诊。' }, false],
  ['vague_wording', 'en', { recommendation: 'Return in three days.' }, false],
]
const GUIDELINES: readonly Case[] = [
  ['guideline_unverified', 'zh-CN', { recommendation: '见《中国高血压防治指南（2031年版）》。' }, true],
  ['guideline_unverified', 'zh-CN', { recommendation: '《耳石症手法复位专家共识（2019）》可供参考。' }, true],
  ['guideline_unverified', 'zh-CN', { t: '按照2055年美国心脏协会指南处理。' }, true],
  ['guideline_unverified', 'en', { recommendation: 'ESC 2035 guideline on atrial fibrillation.' }, true],
  ['guideline_unverified', 'en', { recommendation: 'The 2021 Nordic guideline on hiccups says so.' }, true],
  ['guideline_unverified', 'en', { t: 'KDIGO 2025 guideline on chronic kidney disease.' }, true],
  ['guideline_unverified', 'zh-CN', { recommendation: '符合KDIGO 2024慢性肾病指南。' }, false],
  [
    'guideline_unverified',
    'en',
    { recommendation: 'As in the ESC 2024 guideline on atrial fibrillation.' },
    false,
  ],
  ['guideline_unverified', 'zh-CN', { recommendation: '2031年再评估。' }, false],
  ['evidence_level_missing', 'zh-CN', { recommendation: 'ESC 2024房颤指南推荐口服抗凝。' }, true],
  [
    'evidence_level_missing',
    'zh-CN',
    { recommendation: '《中国2型糖尿病防治指南（2024年版）》建议二甲双胍。' },
    true,
  ],
  [
    'evidence_level_missing',
    'en',
    { recommendation: 'The ESC 2024 guideline on AF recommends apixaban.' },
    true,
  ],
  [
    'evidence_level_missing',
    'zh-CN',
    { recommendation: 'ESC 2024房颤指南推荐口服抗凝（Ⅰ类推荐，A级证据）。' },
    false,
  ],
  [
    'evidence_level_missing',
    'en',
    { recommendation: 'The ESC 2024 guideline recommends it, class I recommendation.' },
    false,
  ],
  ['evidence_level_missing', 'zh-CN', { mechanism: 'ESC 2024房颤指南建议参考机制图。' }, false],
  ['evidence_level_missing', 'zh-CN', { recommendation: '建议复查心电图。' }, false],
  ['guideline_stated', 'zh-CN', { recommendation: '符合KDIGO 2024慢性肾病指南。' }, true],
  [
    'guideline_stated',
    'en',
    { recommendation: 'As in the ESC 2024 guideline on atrial fibrillation.' },
    true,
  ],
  ['guideline_stated', 'zh-CN', { recommendation: '符合KDIGO 2012慢性肾病指南。' }, false],
  ['guideline_stated', 'zh-CN', { recommendation: '《耳石症手法复位专家共识（2019）》。' }, false],
  ['guideline_stated', 'en', { recommendation: 'ESC 2035 guideline on atrial fibrillation.' }, false],
  ['level_stated', 'zh-CN', { recommendation: '华法林（AHA，Ⅰ类推荐）。' }, true],
  ['level_stated', 'en', { recommendation: 'Give it, Oxford level of evidence 1b.' }, true],
  ['level_stated', 'zh-CN', { recommendation: '华法林，证据等级A。' }, false],
  ['level_stated', 'en', { recommendation: 'ESC class V recommendation.' }, false],
]
const STEPS: readonly Case[] = [
  ['step_jump', 'zh-CN', { t: '体温39.2℃，发热明显。\n一般情况尚可。\n直接予抗生素静滴。' }, true],
  ['step_jump', 'zh-CN', { t: '胸痛1小时。\n血压偏低。\n立即溶栓。' }, true],
  ['step_jump', 'en', { t: 'She has a fever.\nShe looks unwell.\nAn antibiotic is started.' }, true],
  ['step_jump', 'zh-CN', { t: '双下肢水肿1周。\n因此给予呋塞米。' }, true],
  ['step_jump', 'en', { t: 'There is oedema of both legs.\nTherefore furosemide is given.' }, true],
  ['step_jump', 'zh-CN', { t: '发热明显。\n送血培养，肺部感染可能。\n予抗生素静滴。' }, false],
  ['step_jump', 'zh-CN', { t: '发热1天。\n精神好。\n暂不用抗生素。' }, false],
  ['step_jump', 'zh-CN', { q: '肺部感染患者发热', t: '发热1天。\n咳黄痰。\n予抗生素。' }, false],
  ['step_jump', 'zh-CN', { t: '双下肢水肿，符合心力衰竭。\n因此给予呋塞米。' }, false],
  ['step_jump', 'en', { t: 'A fever.\nCultures show an infection.\nAn antibiotic is started.' }, false],
  ['step_jump', 'en', { t: 'There is oedema.\nDo not give furosemide yet.' }, false],
  ['step_jump', 'zh-CN', { t: '发热。\n咳嗽。\n乏力。\n纳差。\n抗生素皮试阴性。' }, false],
]
const WRITING: readonly Case[] = [
  ['method_missing', 'zh-CN', { recommendation: '糖化血红蛋白8.6%，控制不佳。' }, true],
  ['method_missing', 'zh-CN', { recommendation: '复查糖化血红蛋白%，上次为9.1。' }, true],
  ['method_missing', 'en', { recommendation: 'An HbA1c of 8.6% is high.' }, true],
  ['method_missing', 'zh-CN', { recommendation: '糖化血红蛋白8.6%（HPLC法，NGSP标化）。' }, false],
  ['method_missing', 'en', { recommendation: 'HbA1c 70 mmol/mol is high.' }, false],
  ['method_missing', 'zh-CN', { recommendation: '每3个月复查糖化血红蛋白。' }, false],
  ['abbreviation_unexpanded', 'zh-CN', { definition: '可见ZZTS征。' }, true],
  ['abbreviation_unexpanded', 'zh-CN', { recommendation: '行PLR试验评估容量。' }, true],
  ['abbreviation_unexpanded', 'zh-CN', { mechanism: '与eNOS减少相关。' }, true],
  ['abbreviation_unexpanded', 'zh-CN', { recommendation: '心肺运动试验（CPET）后再行CPET。' }, false],
  ['abbreviation_unexpanded', 'zh-CN', { recommendation: 'PLR（被动抬腿）阳性。' }, false],
  [
    'abbreviation_unexpanded',
    'zh-CN',
    { recommendation: '急性肺水肿（acute pulmonary oedema，APO）。' },
    false,
  ],
  [
    'abbreviation_unexpanded',
    'zh-CN',
    { recommendation: '血压130/80 mmHg，钠140 mmol/L，TSH 3 mIU/L（促甲状腺激素）。' },
    false,
  ],
  [
    'abbreviation_unexpanded',
    'zh-CN',
    { definition: '胃癌T3N1M0，Ⅲ期，心功能III级（ICD-10：C16.9）。' },
    false,
  ],
  ['abbreviation_unexpanded', 'zh-CN', { recommendation: '见KDIGO 2024指南。' }, false],
  ['abbreviation_unexpanded', 'en', { definition: 'A ZZTS sign is seen.' }, false],
]

describe.each([
  ['sources', SOURCES],
  ['guidelines', GUIDELINES],
  ['steps', STEPS],
  ['writing', WRITING],
] as const)('%s in phrases of another hand', (_, cases) => {
  test.each(cases)('%s, %s %j: %s', (rule, locale, written, spoken) => {
    expect(review(written, locale).some((finding) => finding.rule === rule)).toBe(spoken)
  })
})

const ENGLISH_THOUGHT = [
  'The patient is a 65-year-old man with chest pain and a long history of smoking.',
  'His potassium 6.8 mmol/L needs attention because it was reported as raised this morning.',
  'Other causes such as reflux or a pulled muscle are less likely, given the course.',
].join('\n')

test('a thought in English of a Chinese run is read as English', () => {
  const found = review({ q: '65岁男性，胸痛，血钾5.8mmol/L', t: ENGLISH_THOUGHT }, 'zh-CN')
  const rules = found.map(({ rule }) => rule)
  expect(rules).not.toContain('language_drift')
  expect(rules).not.toContain('thought_short')
  expect(rules).toContain('number_changed')
})

test('a thought that changes its language half way is told so', () => {
  const t = `先看主诉与病程，患者为老年男性，吸烟史长，胸痛与活动有关，须排除冠心病。\n${ENGLISH_THOUGHT}`
  expect(review({ t }, 'zh-CN').filter(({ rule }) => rule === 'language_drift').length).toBeGreaterThan(0)
})

test('what is done right is marked, and is no fault', () => {
  const found = review({ recommendation: '符合KDIGO 2024慢性肾病指南。' }, 'zh-CN')
  expect(found.find(({ rule }) => rule === 'guideline_stated')?.severity).toBe('green')
})

test('a named source makes a mark lighter, never silent', () => {
  const severity = (recommendation: string) =>
    review({ recommendation }, 'zh-CN').find(({ rule }) => rule === 'change_without_source')?.severity
  expect(severity('停用华法林。')).toBe('red')
  expect(severity('依据ESC 2024房颤指南停用华法林。')).toBe('yellow')
})
