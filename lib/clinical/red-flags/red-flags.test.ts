import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMentions } from './find-mentions'
import { findRedFlags } from './find-red-flags'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import ruleTable from './rules.json'

const flagsOf = (text: string, options = {}) => findRedFlags(readText(text, builtInDictionary()), options)

const ids = (text: string) => flagsOf(text).map(({ id }) => id)

/** Rule, a Chinese and an English case that raise it, and one that must not. */
const CASES: readonly (readonly [string, string, string, string])[] = [
  [
    'stemi',
    '65岁男性，无明显诱因突发胸痛2小时，心电图示ST段抬高',
    '65-year-old man with chest pain, ECG shows ST elevation',
    '胸痛2天，心电图未见ST段抬高',
  ],
  [
    'dissection',
    '突发胸背部撕裂样疼痛，胸痛向背部放射',
    'tearing chest pain radiating to the back',
    '胸痛，压榨样，向左肩放射',
  ],
  ['thunderclap', '突发剧烈头痛，雷击样头痛1小时', 'thunderclap headache for 1 hour', '反复头痛3年'],
  [
    'stroke_window',
    '右侧肢体无力、言语不清3小时',
    'aphasia and right hemiparesis for 3 hours',
    '左侧肢体无力3个月',
  ],
  [
    'anaphylaxis',
    '静滴头孢后全身皮疹，呼吸困难，血压80/50mmHg',
    'urticaria and shortness of breath after injection',
    '荨麻疹2周，无呼吸困难',
  ],
  [
    'sepsis',
    '肺炎，呼吸28次/分，血压92/60mmHg，嗜睡',
    'pneumonia, RR 28/min, BP 92/60 mmHg, confusion',
    '肺炎，呼吸18次/分，血压120/80mmHg',
  ],
  ['lactate', '乳酸4.5mmol/L', 'lactate 4.5 mmol/L', '乳酸1.8mmol/L'],
  ['hypotension', '血压85/50mmHg', 'BP 85/50 mmHg', '血压90/60mmHg'],
  [
    'hypertensive_emergency',
    '血压210/125mmHg，头痛、视物模糊',
    'BP 210/125 mmHg with headache',
    '血压182/100mmHg，无头痛',
  ],
  ['hypoxaemia', 'SpO2 85%', 'SpO2 85 %', 'SpO2 96%'],
  ['coma', 'GCS 6分', 'GCS 6', 'GCS 14分'],
  ['heart_rate', '心率170次/分', 'heart rate 170 bpm', '心率90次/分'],
  ['body_temperature', '体温41.5℃', 'temperature 41.5 ℃', '体温38.5℃'],
  ['hyperkalaemia', '血钾6.4mmol/L', 'potassium 6.4 mmol/L', '血钾5.4mmol/L'],
  ['hypokalaemia', '血钾2.1mmol/L', 'potassium 2.1 mmol/L', '血钾3.1mmol/L'],
  ['hyponatraemia', '血钠122mmol/L，抽搐一次', 'sodium 115 mmol/L', '血钠130mmol/L，抽搐'],
  ['hypernatraemia', '血钠168mmol/L', 'sodium 168 mmol/L', '血钠148mmol/L'],
  ['hypoglycaemia', '血糖2.2mmol/L', 'glucose 2.2 mmol/L', '血糖5.2mmol/L'],
  ['hyperglycaemic_crisis', '血糖22mmol/L，尿酮体阳性', 'glucose 36 mmol/L', '血糖12mmol/L，尿酮体阴性'],
  ['acidosis', '血气pH 7.12', 'arterial pH 7.12', '血气pH 7.38'],
  ['calcium', '血钙3.8mmol/L', 'calcium 3.8 mmol/L', '血钙2.3mmol/L'],
  ['severe_anaemia', '血红蛋白52g/L', 'haemoglobin 52 g/L', '血红蛋白95g/L'],
  ['gi_bleeding', '呕血，心率120次/分', 'melaena, BP 95/60 mmHg', '无呕血，心率120次/分'],
  ['thrombocytopenia', '血小板8×10^9/L', 'platelets 8 ×10^9/L', '血小板120×10^9/L'],
  [
    'neutropenic_fever',
    '发热，中性粒细胞绝对值0.3×10^9/L',
    'fever, ANC 0.3 ×10^9/L',
    '中性粒细胞绝对值0.3×10^9/L，无发热',
  ],
  ['inr', 'INR 6.2', 'INR 6.2', 'INR 2.5'],
  ['meningitis', '发热伴颈强直', 'fever with neck stiffness', '发热，无颈强直'],
  ['cauda_equina', '腰痛伴鞍区麻木', 'back pain with urinary retention', '腰痛，无鞍区麻木，无尿潴留'],
  ['ectopic', '停经45天，下腹痛，阴道流血', 'amenorrhoea and pelvic pain', '腹痛，无停经'],
  ['preeclampsia', '孕34周，血压165/112mmHg', 'pregnant at 34 weeks, BP 165/112 mmHg', '血压165/112mmHg'],
  [
    'pulmonary_embolism',
    '呼吸困难，单侧下肢肿胀，SpO2 88%',
    'shortness of breath, calf swelling, HR 120 bpm',
    '呼吸困难，SpO2 97%',
  ],
  ['torsion', '突发阴囊剧痛3小时', 'acute testicular pain', '否认阴囊疼痛'],
  ['limb_ischaemia', '下肢疼痛，足背动脉搏动消失', 'leg pain, pulseless foot', '下肢疼痛，足背动脉搏动可'],
  ['glaucoma', '右眼胀痛，视物模糊', 'eye pain with halos', '眼痛，无视物模糊'],
  ['suicide', '有轻生念头', 'suicidal thoughts', '否认自杀念头'],
  ['status_epilepticus', '持续抽搐10分钟', 'status epilepticus', '抽搐1分钟'],
  ['pneumothorax', '气胸，血压80/50mmHg', 'pneumothorax with tracheal deviation', '气胸少量，血压120/80mmHg'],
  ['asthma_severe', '哮喘急性发作，不能成句', 'asthma, cannot complete sentences', '哮喘，SpO2 98%'],
  ['infant_fever', '2月龄，体温38.6℃', '2-month-old with fever', '2岁，体温38.6℃'],
  ['poisoning', '口服百草枯20ml', 'paraquat ingestion', '否认服毒'],
  ['liver_failure', '黄疸，INR 2.6，肝性脑病', 'jaundice, INR 2.6, encephalopathy', '黄疸，INR 1.1'],
  [
    'necrotising_infection',
    '左下肢红肿，皮下捻发感，触及捻发音',
    'leg crepitus, pain out of proportion',
    '左下肢红肿，无捻发音',
  ],
  ['kidney_injury', '肌酐620μmol/L', 'creatinine 620 μmol/L', '肌酐132μmol/L'],
  ['head_injury_anticoagulated', '头部外伤，长期口服华法林', 'head injury, on warfarin', '头部外伤，未用药'],
  [
    'allergy_drug',
    '青霉素过敏，现用阿莫西林',
    'allergic to penicillin, now taking amoxicillin',
    '青霉素过敏，现用左氧氟沙星',
  ],
  [
    'contraindicated_drug',
    '孕20周，口服华法林',
    'pregnant at 20 weeks, taking warfarin',
    '65岁男性，口服华法林',
  ],
  ['interaction', '长期口服华法林，加用氟康唑', 'taking warfarin and fluconazole', '口服华法林与阿莫西林'],
  [
    'paediatric_dose',
    '3岁，体重14kg，对乙酰氨基酚500mg',
    '3-year-old, weight 14 kg, paracetamol 500 mg',
    '3岁，体重14kg，对乙酰氨基酚200mg',
  ],
]

describe('each rule', () => {
  test('has its cases', () => {
    expect(CASES.map(([id]) => id).sort()).toEqual(ruleTable.rules.map(({ id }) => id).sort())
  })
  test.each(CASES)('%s is raised in Chinese', (id, text) => expect(ids(text)).toContain(id))
  test.each(CASES)('%s is raised in English', (id, _, text) => expect(ids(text)).toContain(id))
  test.each(CASES)('%s is left alone', (id, _, __, text) => expect(ids(text)).not.toContain(id))
})

test('a flag names its words, its source with year, and what to do', () => {
  const text = '65岁男性，胸痛2小时，心电图ST段抬高'
  const [flag] = flagsOf(text)
  expect(flag).toMatchObject({ id: 'stemi', source: { year: 2023 } })
  expect(flag?.evidence.map(({ surface }) => surface)).toEqual(['胸痛', 'ST段抬高'])
  expect(flag?.action['zh-CN']).not.toBe('')
})

test('a table names its row and the source of the row', () => {
  const flag = flagsOf('孕20周，口服华法林').find(({ id }) => id === 'contraindicated_drug')
  expect(flag?.details).toMatchObject([{ source: { year: 2018 } }])
})

test('a rule that is switched off is not raised, the others are', () => {
  const text = '胸痛，ST段抬高，血压80/50mmHg'
  expect(flagsOf(text, { switchedOff: ['stemi'] }).map(({ id }) => id)).toEqual(['hypotension'])
})

test.each(['父亲有脑卒中，3小时前来诊', '既往脑卒中史，此次复查3小时', '无明显胸痛，心电图ST段抬高待排'])(
  'words about others, the past or denials raise nothing: %s',
  (text) => {
    expect(ids(text)).toEqual([])
  },
)

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
        const spans = [...findMentions(text), ...flagsOf(text).flatMap(({ evidence }) => evidence)]
        for (const { start, end, surface } of spans) expect(text.slice(start, end)).toBe(surface)
      },
    ),
  )
})
