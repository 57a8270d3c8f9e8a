import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { RULE_CASES } from '@/lib/clinical/red-flags/rule-cases'
import { readText } from '@/lib/clinical/read-text'
import { CONCEPTS } from '@/lib/clinical/red-flags/concept'
import measured from '@/lib/clinical/red-flags/measured.json'
import { RULES } from '@/lib/clinical/red-flags/rule'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { findRedFlags } from './find-red-flags'

const flagsOf = (text: string, options = {}) => findRedFlags(readText(text, builtInDictionary()), options)
const ids = (text: string) => flagsOf(text).map(({ id }) => id)

const RAISED = RULE_CASES.flatMap(({ id, raised }) => raised.map((text) => [id, text] as const))
const SILENT = RULE_CASES.flatMap(({ id, silent }) => silent.map((text) => [id, text] as const))

describe('each rule', () => {
  test('has at least six cases, three of each kind', () => {
    expect(RULE_CASES.map(({ id }) => id).sort()).toEqual(RULES.map(({ id }) => id).sort())
    const few = RULE_CASES.filter(({ raised, silent }) => raised.length < 3 || silent.length < 3)
    expect(few).toEqual([])
  })
  test.each(RAISED)('%s is raised by: %s', (id, text) => expect(ids(text)).toContain(id))
  test.each(SILENT)('%s leaves alone: %s', (_, text) => expect(ids(text)).toEqual([]))
  test('has a case that is more than one of its cues', () => {
    const cues = new Set([...CONCEPTS.values()].flatMap(({ phrases }) => phrases))
    expect([...RAISED, ...SILENT].filter(([, text]) => cues.has(text))).toEqual([])
  })
})

test('the result of the bench is that of the version of each rule', () => {
  const { rules } = z
    .object({ rules: z.record(z.string(), z.object({ version: z.int() })) })
    .parse(JSON.parse(readFileSync('bench/results/red-flags.json', 'utf8')))
  const versions = Object.entries(rules).map(([id, { version }]) => [id, version])
  expect(Object.fromEntries(versions)).toEqual(
    Object.fromEntries(RULES.map(({ id, version }) => [id, version])),
  )
})

test('the figures shown say when they were measured and of how many cases each is', () => {
  const share = z.strictObject({ raised: z.int().min(0), of: z.int().positive() })
  const schema = z.strictObject({
    measured: z.iso.date(),
    emergencies: share,
    variants: share,
    ordinary: share,
    rules: z.record(z.string(), z.strictObject({ version: z.int(), due: share, falseAlarms: share })),
  })
  expect(schema.safeParse(measured).error).toBeUndefined()
  const versions = new Map(RULES.map(({ id, version }) => [id, version]))
  const wrong = Object.entries(measured.rules).filter(
    ([id, { version }]) => version > (versions.get(id) ?? 0),
  )
  expect(wrong).toEqual([])
  expect(measured.emergencies.of + measured.variants.of + measured.ordinary.of).toBeGreaterThan(300)
})

test('a flag names its words, its source with year, and what to do', () => {
  const flag = flagsOf('65岁男性，心口像被压住，满身冷汗2小时').find(({ id }) => id === 'acs')
  expect(flag).toMatchObject({ severity: 'emergency', source: { year: 2023 } })
  expect(flag?.evidence.map(({ surface }) => surface)).toEqual(['心口像被', '冷汗'])
  expect(flag?.action['zh-CN']).not.toBe('')
})

test('a table names its row and the source of the row', () => {
  const flag = flagsOf('孕20周，口服华法林').find(({ id }) => id === 'contraindicated_drug')
  expect(flag?.details).toMatchObject([{ source: { year: 2018 } }])
})

test('a rule that is switched off is not raised, the others are', () => {
  const text = '胸痛，ST段抬高，血压80/50mmHg'
  expect(flagsOf(text, { switchedOff: ['stemi'] }).map(({ id }) => id)).toEqual(['acs', 'hypotension'])
})

describe('what a flag binds', () => {
  test.each([
    ['发热3天，抽搐1分钟', 'status_epilepticus'],
    ['抽搐1分钟', 'status_epilepticus'],
  ])('a duration belongs to its own finding: %s', (text, id) => expect(ids(text)).not.toContain(id))
  test('and raises where it is that of the finding', () => {
    expect(ids('发热3天，抽搐10分钟')).toContain('status_epilepticus')
  })
  test('a saturation of 89 % is low, but not with chronic airways disease', () => {
    expect(ids('鼻导管吸氧，SpO2 89%')).toContain('hypoxaemia')
    expect(ids('慢阻肺，鼻导管吸氧，SpO2 89%')).toEqual([])
  })
  test('a potassium of newborns and of a spoiled sample is no alarm', () => {
    expect(ids('血钾6.4')).toContain('hyperkalaemia')
    expect(ids('标本溶血，血钾6.4')).toEqual([])
    expect(ids('日龄2天新生儿，血钾6.2')).not.toContain('hyperkalaemia')
  })
  test('the last value of an analyte counts, an earlier one does not', () => {
    expect(ids('血钾6.8，复查4.2，复测血钾4.1')).toEqual([])
    expect(ids('前次血钾6.5，现血钾3.9')).toEqual([])
  })
})

test.each([
  '血钾>6.5怎么处理？',
  '急性心肌梗死的溶栓指征有哪些？',
  '若出现呼吸困难或血压下降，立即呼叫',
  '如血压<90/60mmHg，请通知医生',
  'What is the first step in a thunderclap headache?',
  'Quiz: name three causes of tension pneumothorax',
])('a question of knowledge or an "if" raises nothing: %s', (text) => expect(ids(text)).toEqual([]))

test.each([
  '父亲有脑卒中，3小时前来诊',
  '既往脑卒中史，此次复查3小时',
  '无明显胸痛，心电图未见ST段抬高',
  '家族史：母亲蛛网膜下腔出血',
  '问到轻生，她说从没有过这种念头，睡眠改善',
  '老公喝农药抢救中，她自己没喝，只是头晕',
  'Husband took an overdose; she is here for her blood pressure check',
])('words about others, the past or denials raise nothing: %s', (text) => expect(ids(text)).toEqual([]))

test.each(['家属发现患者叫不醒', 'Wife found him unresponsive'])(
  'a relative may tell of the patient: %s',
  (text) => expect(ids(text)).toContain('coma'),
)

describe('what keeps an emergency from being one now', () => {
  test.each([
    '胸闷气喘，肺动脉CTA未见充盈缺损，排除肺栓塞',
    '停经52天，彩超见宫内胎心，已排除异位妊娠，小腹隐痛',
    '后背痛，增强CT未提示夹层',
    'CTPA negative for PE, breathless with a cough',
    'Sudden chest pain, dissection excluded on CT',
  ])('a test ruled it out: %s', (text) => expect(ids(text)).toEqual([]))
  test.each([
    '急性左心衰经利尿治疗后好转，今日出院',
    '昨夜支气管哮喘急性发作，说不成句，经雾化后已缓解，现生命体征平稳',
    '脓毒性休克，已停升压药2天，血压116/70',
    'Anaphylaxis last night, settled after adrenaline, now well, going home',
    '急性喉炎雾化后喉鸣消失，SpO2 99%，玩耍如常',
    '入院时休克血压68/38，经补液现122/74，神清，尿量好',
    '室颤复苏成功后植入ICD，今程控，无放电',
    '新冠时呼吸衰竭插管，出院半年，今肺功能正常',
    'DKA on admission Sunday, ketones now 0.2, pH 7.40, switched to basal-bolus, eating supper',
    'Asthma: intubated once in 2011, nothing since, PEFR 510 (best 520), chest clear',
    'Febrile convulsion as a toddler, now 8, well, off treatment',
  ])('it was treated and is over: %s', (text) => expect(ids(text)).toEqual([]))
  test.each([
    '护理宣教：出现呼吸困难、口唇发绀时请立即按铃',
    '消防演练：烟雾吸入者呼之不应，立即心肺复苏',
    'Staff refresher: a silent chest and cyanosis mean a life-threatening attack',
  ])('it is taught: %s', (text) => expect(ids(text)).toEqual([]))
  test.each([
    '喂养指导，谨防婴儿窒息',
    'Advised to come back if chest pain spreads to the arm or sweating starts',
    'Told to report any new leg weakness, prostate cancer with bone mets',
  ])('it is only warned of: %s', (text) => expect(ids(text)).toEqual([]))
  test.each(['mean BP 32, day 3 preterm', 'bladder pressure 22 after repair'])(
    'a pressure is no systolic one: %s',
    (text) => expect(ids(text)).not.toContain('hypotension'),
  )
  test.each(['胸水葡萄糖1.1', 'CSF glucose 1.9', '500 ml of NaCl at 100 ml/h'])(
    'the value is none of the blood: %s',
    (text) => expect(ids(text)).toEqual([]),
  )
  test.each([
    '血氧61，探头脱落，重夹后97',
    'BP 68/30, cuff too big, manual 128/76',
    '监护仪报室颤，导联脱落，患者正在吃饭',
    'Na 109 from the drip arm; other arm 139',
    'Toddler choked on a raisin, coughed it straight out, playing',
    '疑吞硬币，片子未见，硬币在沙发下找到',
    '血氧70，涂甲油，换脚趾测98',
    'Vitals 82/44 while she was moving, 122/70 lying still',
    "Potassium 7.4 rang through, result was another patient's",
    '孩子被枣噎了一下，自己咳出来了，玩得欢',
    '昨晚吐红色的，追问吃了火龙果，血红蛋白正常',
  ])('a machine, a sample or a find explains it: %s', (text) => expect(ids(text)).toEqual([]))
  test.each([
    '前一胎产后大出血，这胎恶露少',
    '左侧肢体无力多年，跟平时一样',
    '隔壁床喝农药中毒，他被吓得睡不着',
    '外院疑肺栓塞，CTPA未见充盈缺损',
    '嘱：呕血、黑便随时就诊',
    '备考：恶性高热首选什么',
  ])('it is of another time, another patient or nobody: %s', (text) => expect(ids(text)).toEqual([]))
  test('what did not come again is over', () => {
    expect(ids('发热时抽搐1次，现神清，未再抽搐')).toEqual([])
  })
})

describe('what does not keep it from being one', () => {
  test.each([
    ['突发气促晕厥，下肢肿，建议CTPA以排除肺栓塞', 'pulmonary_embolism'],
    ['右侧未见气胸，左侧大量气胸，SpO2 82%，血压70/40', 'pneumothorax'],
    ['Needs urgent CT to exclude dissection: ripping pain into the back', 'dissection'],
    ['急诊CT未见梗死灶，右侧肢体无力、失语2小时', 'stroke_window'],
    ['板状腹，全腹压痛反跳痛，平片未见膈下游离气体', 'acute_abdomen'],
    ['心电图未见急性心梗表现，胸痛伴大汗', 'acs'],
    ['吃花生时呛住，口唇青紫，胸片未见异物', 'foreign_body'],
    ['Thunderclap headache, CT negative for SAH, LP awaited', 'thunderclap'],
    ['No pleural effusion on CXR; pericardial effusion, BP 74/50, neck veins distended', 'tamponade'],
    ['既往脑梗死遗留右侧轻瘫，父亲高血压。今晨突发左侧肢体无力、言语不清', 'stroke_window'],
    ['低血糖经静推葡萄糖后一过性清醒，半小时后又叫不醒，血糖1.6', 'hypoglycaemia'],
    ['请问我儿子刚才吞了50片扑热息痛，现在恶心，怎么办', 'poisoning'],
    ['Banded in May, no bleeding since, tonight vomited a cup of blood', 'gi_bleeding'],
    ['昨日出院，今晨突发胸骨后压榨痛伴大汗', 'acs'],
    ['哮喘经雾化治疗后缓解，半小时前再发，说不成句', 'asthma_severe'],
    ['取消今日出院：患者胸骨后压榨痛伴大汗', 'acs'],
    ['心脏骤停，抢救后恢复自主循环', 'cardiac_arrest'],
    ['外院考虑急性心梗，现胸痛大汗，血压80/50', 'acs'],
    ['血压62/30，袖带没问题，手摸脉弱', 'hypotension'],
    ['今晨左眼突然什么都看不见，不疼', 'retinal_artery'],
    ['护工喊不应，一身汗，血糖1.5', 'hypoglycaemia'],
    ['Two-year-old, drooling on mum’s lap, won’t lie back, muffled cry', 'airway_threat'],
    ['Sudden back ache, now faint, pulsatile belly, BP 72.', 'aaa_rupture'],
    ['10 days old, not woken for feeds, grunting, mottled, temp 38.4', 'child_sepsis'],
    ['He has written to each of his children, bought a rope and will not say where', 'suicide'],
    ['Fever, non-blanching spots spreading over the past hour', 'meningitis'],
    ['VBG: lactate 9 (analyser artefact?), pH 6.98', 'acidosis'],
    ['No radial pulse, can’t move the fingers, arm white and cold since 1 h', 'limb_ischaemia'],
  ])('%s', (text, id) => expect(ids(text)).toContain(id))
})

test.each([
  ['奶奶刚才胸口像压了石头，出了一身冷汗', 'acs'],
  ['My wife suddenly has a face droop and her arm is weak', 'stroke_window'],
])('the relative who tells the story has not got it: %s', (text, id) => expect(ids(text)).toContain(id))

test('a value that cannot be is not taken for a danger', () => {
  expect(ids('血钾58mmol/L')).toEqual([])
})

const PIECES = fc.constantFrom(
  '胸痛',
  'ST段抬高',
  '无',
  '，',
  '。',
  ' ',
  '血压80/50mmHg',
  '１２',
  'stroke',
  '3小时',
  '\u200b',
  '發熱',
  '😀',
  'a',
  '孕',
)
test('every span is inside the text and equals its surface', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(PIECES).map((pieces) => pieces.join('')),
      ),
      (text) => {
        for (const { start, end, surface } of flagsOf(text).flatMap(({ evidence }) => evidence)) {
          expect(text.slice(start, end)).toBe(surface)
        }
      },
    ),
  )
})
