import { describe, expect, test } from 'vitest'
import type { Fact, FactOf } from '@/lib/clinical/contract'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

const factsOf = (text: string) => readText(text, builtInDictionary()).facts
const isLab = (fact: Fact): fact is FactOf<'lab'> => fact.kind === 'lab'

/** Every value of a text as `name value unit`, the status behind it where it is not the patient's own of now. */
const values = (text: string) =>
  factsOf(text).flatMap((fact) => {
    if (fact.kind !== 'lab' && fact.kind !== 'vital') return []
    const name = fact.kind === 'lab' ? fact.analyte : fact.vital
    const unit = fact.kind === 'lab' ? (fact.unit ?? '') : ''
    return [`${name} ${fact.value} ${unit}`.trim() + (fact.status ? ` <${fact.status}>` : '')]
  })

const check = (name: string, cases: readonly (readonly [string, readonly string[]])[]) =>
  describe(name, () => {
    test.each(cases)('%s', (text, expected) => {
      expect(values(text)).toEqual(expected)
    })
  })

check('gases, rates, heats and sugars without a name of their own', [
  ['ABG 7.29/58/66/27/-2', ['ph 7.29', 'paco2 58 mmHg', 'pao2 66 mmHg', 'bicarbonate 27', 'base_excess -2']],
  ['venous gas 7.31/6.8/5.0/20', ['ph 7.31', 'paco2 6.8 kPa', 'bicarbonate 20']],
  ['132/78mmHg 74次/分', ['systolic 132', 'diastolic 78', 'heart_rate 74']],
  ['afebrile 36.4, sats 97', ['temperature 36.4', 'spo2 97']],
  ['afebrile 36h', []],
  ['Obs T 98.4 HR 70', ['temperature 36.9', 'heart_rate 70']],
  ['昨晚38度5', ['temperature 38.5']],
  ['空腹7.9，餐后2小时12.6mmol/L', ['glucose 7.9', 'glucose 12.6 mmol/L']],
  ['空腹8h抽血', []],
  ['albumin 20% D1 and D3', []],
  ['体温39.5℃以上，予布洛芬', ['temperature 39.5']],
  ['血糖达30以上，予胰岛素泵入', ['glucose 30']],
  ['Plt 1,10,000, phoned Dr P 1135', ['platelets 110000']],
  ['T max 101.2 F', ['temperature 38.4']],
  ['repeat lactate 2h, K rpt 4h', []],
  ['用K 2.0透析液，dialysate K 3 bath', []],
  ['Cr umol/L   131', ['creatinine 131 μmol/L']],
  ['CRP 142mg/L(POD2)→61mg/L', ['crp 142 mg/L <history>', 'crp 61 mg/L']],
  ['hs-TnI 0540 31 ng/L, 0840 3900 ng/L', ['troponin_i 31 ng/L <history>', 'troponin_i 3900 ng/L']],
])
check('three numbers between strokes, of which nobody can tell the pressure', [
  ['BP 120/80/97 mmHg', ['systolic 120 <uncertain>', 'diastolic 80 <uncertain>']],
  [
    'T 36.5℃，BP 120/80/97mmHg，SpO₂ 98%',
    ['temperature 36.5', 'systolic 120 <uncertain>', 'diastolic 80 <uncertain>', 'spo2 98'],
  ],
  [
    'Vital signs: BP 120/80 / 97 mmHg, RR 18',
    ['systolic 120 <uncertain>', 'diastolic 80 <uncertain>', 'respiratory_rate 18'],
  ],
])
check('glued, with colon, in a run', [
  ['WBC13.4,Hb88,PLT45', ['wbc 13.4', 'hemoglobin 88', 'platelets 45']],
  [
    'T37.9℃P96bpmR22bpmBP132/76mmHg',
    ['temperature 37.9', 'heart_rate 96', 'respiratory_rate 22', 'systolic 132', 'diastolic 76'],
  ],
  ['BP:148/92 HR:88', ['systolic 148', 'diastolic 92', 'heart_rate 88']],
  ['K3.1Na129Cl96', ['potassium 3.1', 'sodium 129', 'chloride 96']],
  ['白细胞：15.2×10⁹/L，中性粒细胞 88.1%', ['wbc 15.2 ×10^9/L', 'neutrophil_percent 88.1 %']],
  ['P 1.9mmol/L，P 92次/分', ['phosphate 1.9 mmol/L', 'heart_rate 92']],
  ['肌酐(Cr)为 145 μmol/L', ['creatinine 145 μmol/L']],
  ['AST/ALT 96/71U/L', ['ast 96 U/L', 'alt 71 U/L']],
  ['HBV-DNA 2.5×10^4 IU/mL', ['hbv_dna 25000 IU/mL']],
  ['BE -6.2mmol/L', ['base_excess -6.2 mmol/L']],
  ['BUN concentration of 31 mg/dL', ['urea 31 mg/dL']],
  ['pulse is 112/min, respirations are 24/min', ['heart_rate 112', 'respiratory_rate 24']],
  ['项目 结果 单位\n钾 5.9 mmol/L\n钠 131 mmol/L', ['potassium 5.9 mmol/L', 'sodium 131 mmol/L']],
])

check('slips of the scanner and of full-width typing', [
  ['血钾4.7mmo1/L', ['potassium 4.7 mmol/L']],
  ['Hb 1O2 g/L', ['hemoglobin 102 g/L']],
  ['WBC l2.6×10^9/L', ['wbc 12.6 ×10^9/L']],
  ['体温38。4℃', ['temperature 38.4']],
  ['ＷＢＣ１１．２', ['wbc 11.2']],
  ['HR:9O次/分', ['heart_rate 90']],
])

check('what is no value', [
  ['T3N1M0，K1 10mg，V4导联', []],
  ['10%葡萄糖500ml，氯化钾15ml', []],
  ['EGFR L858R突变', []],
  ['白蛋白20g静滴', []],
  ['尿蛋白3+', []],
  ['PaO2/FiO2 180', ['pf_ratio 180']],
  ['血小板1天前复查', []],
])

check('whose and when', [
  ['高血压病史10年，最高190/110mmHg', ['systolic 190 <history>', 'diastolic 110 <history>']],
  ['若血钾>6.5mmol/L即透析', []],
  ['血钾>6.5怎么处理', []],
  ['其母血糖15mmol/L', ['glucose 15 mmol/L <family>']],
  ['控制目标：糖化血红蛋白<7%', []],
  ['男，65岁，既往糖尿病。血糖22mmol/L', ['glucose 22 mmol/L']],
])

check('a value is of its own time', [
  ['刚入院时血钾2.3，补钾后现4.1mmol/L', ['potassium 2.3 <history>', 'potassium 4.1 mmol/L']],
  ['血钠109，次日114，今早127mmol/L', ['sodium 109 <history>', 'sodium 114 <history>', 'sodium 127 mmol/L']],
  [
    '5天前县医院测肌酐402μmol/L，我院急查377μmol/L',
    ['creatinine 402 μmol/L <history>', 'creatinine 377 μmol/L'],
  ],
  ['术前Hb 139g/L。术后第2天Hb 97g/L', ['hemoglobin 139 g/L <history>', 'hemoglobin 97 g/L']],
  ['乳酸由9.2降到了3.3mmol/L', ['lactate 9.2 mmol/L <history>', 'lactate 3.3 mmol/L']],
  ['2022-11-03 ALT 540U/L\n2022-11-20 ALT 77U/L', ['alt 540 U/L <history>', 'alt 77 U/L']],
  ['术前Hb 139g/L，拟明日手术', ['hemoglobin 139 g/L']],
  ['末次月经3周前，Hb 71g/L', ['hemoglobin 71 g/L']],
  [
    '上周于镇医院查Hb 55g/L，输血后升至83g/L，昨查70g/L，今66g/L',
    [
      'hemoglobin 55 g/L <history>',
      'hemoglobin 83 g/L <history>',
      'hemoglobin 70 g/L <history>',
      'hemoglobin 66 g/L',
    ],
  ],
  ['6年前行肾移植，肌酐210μmol/L', ['creatinine 210 μmol/L']],
  ['PCT 30ng/mL。予美罗培南。PCT 4ng/mL', ['procalcitonin 30 ng/mL <history>', 'procalcitonin 4 ng/mL']],
  [
    '左上肢血压150/90mmHg，右上肢血压120/70mmHg',
    ['systolic 150', 'diastolic 90', 'systolic 120', 'diastolic 70'],
  ],
  [
    'Hb 79 (pre-op 126), Cr 190 (baseline 80)',
    ['hemoglobin 79', 'hemoglobin 126 <history>', 'creatinine 190', 'creatinine 80 <history>'],
  ],
  ['CRP 298 on day 1, 120 on day 4, now 33', ['crp 298 <history>', 'crp 120 <history>', 'crp 33']],
  ['08:00 T38.9℃；16:00 T37.2℃', ['temperature 38.9 <history>', 'temperature 37.2']],
  ['体温由39.8℃降至37.9℃', ['temperature 39.8 <history>', 'temperature 37.9']],
  [
    'BP 102/64 at booking, today 151/97',
    ['systolic 102 <history>', 'diastolic 64 <history>', 'systolic 151', 'diastolic 97'],
  ],
  [
    'Creatinine went from 91 in March to 160 umol/L',
    ['creatinine 91 μmol/L <history>', 'creatinine 160 μmol/L'],
  ],
  ['血小板由上周的21升至77×10^9/L', ['platelets 21 ×10^9/L <history>', 'platelets 77 ×10^9/L']],
  ['baseline creatinine 0.9 mg/dL, today 2.7', ['creatinine 0.9 mg/dL <history>', 'creatinine 2.7']],
  [
    'Potassium was 6.9 mmol/L three days ago and is 4.4 mmol/L this morning.',
    ['potassium 6.9 mmol/L <history>', 'potassium 4.4 mmol/L'],
  ],
  ['Hb fell from 12.1 to 7.4 g/dL', ['hemoglobin 12.1 g/dL <history>', 'hemoglobin 7.4 g/dL']],
  ['On admission: Na 112. At discharge Na 135.', ['sodium 112 <history>', 'sodium 135']],
  ['On admission: Na 112. Restrict fluids.', ['sodium 112']],
  ['Hb 9.9 g/dL (12.8 g/dL in 2019)', ['hemoglobin 9.9 g/dL', 'hemoglobin 12.8 g/dL <history>']],
])

check('values of another specimen are named by it', [
  ['尿肌酐8.5mmol/L', ['creatinine 8.5 mmol/L']],
  ['脑脊液：白细胞120×10^6/L，糖1.8mmol/L', ['wbc 120 ×10^6/L', 'glucose 1.8 mmol/L']],
  ['胸水LDH 620U/L，血LDH 210U/L', ['ldh 620 U/L', 'ldh 210 U/L']],
  ['CSF glucose 1.6 mmol/L (serum 6.9)', ['glucose 1.6 mmol/L', 'glucose 6.9']],
])
check('a limit that what was measured lies beyond', [
  ['PLT 71，Hb 90。\n①PLT＜80，本次推迟', ['platelets 71', 'hemoglobin 90']],
  ['Cr 98 today. Metformin back at Cr < 130 and eating', ['creatinine 98']],
  ['neut 1.2. neuts under 1.5 so defer', ['neutrophils 1.2']],
  ['CRP <1 today. CRP 45 on Monday', ['crp 1', 'crp 45 <history>']],
  ['24h line if temp 38 or over', []],
  ['气温38度，室温26度', []],
  ['Na 138 dialysate, K 4.4', ['potassium 4.4']],
])
test('and nothing of blood judges them', () => {
  for (const text of [
    '脑脊液葡萄糖1.2mmol/L',
    '尿钠8mmol/L',
    '腹水白蛋白9g/L',
    '右侧胸腔积液送检：LDH 1900U/L',
    '脐动脉血气pH 7.01',
    'U/A: glucose 900 mg/dL',
    'Pleural tap - LDH 1200',
    'LP: turbid. Glucose 21 mg/dL',
    '囊液CEA 480ng/mL',
    'Diagnostic tap (mine): straw, WCC 720/mm3',
    '腰穿结果：\n| 糖 | 1.4 | mmol/L |',
  ]) {
    expect(
      factsOf(text)
        .filter(isLab)
        .map(({ flag, range }) => [flag, range]),
    ).toEqual([['unknown', null]])
  }
})

describe('doubt warns', () => {
  test.each([
    ['血钾6.8', { flag: 'critical_high', assumed: true, canonical: { value: 6.8, unit: 'mmol/L' } }],
    ['Hb 22', { flag: 'unit_suspect', suggestion: { value: 22, unit: 'g/dL' }, worst: 'low' }],
    ['血糖0.4', { flag: 'unit_suspect', worst: 'critical_low' }],
    ['INR 18', { flag: 'unit_suspect', worst: 'high' }],
    ['肌酐132', { flag: 'high', assumed: true }],
  ])('%s', (text, expected) => {
    expect(factsOf(text).find(isLab)).toMatchObject(expected)
  })
})

test.each([
  ['女，7月龄，心率150次/分', 'normal'],
  ['男，4岁，P150次/分', 'high'],
  ['男，40岁，P150次/分', 'critical_high'],
  ['男，40岁，P110次/分', 'high'],
  ['男，13岁，BP 100/60mmHg', 'low'],
])('a sign is judged by age: %s', (text, flag) => {
  expect(factsOf(text).find((fact) => fact.kind === 'vital')).toMatchObject({ flag })
})

test('the last value of a series counts, and how it moved is said', () => {
  const facts = factsOf('Cr 132→180→210μmol/L').filter(isLab)
  expect(facts.map(({ value, unit, superseded, trend }) => [value, unit, superseded, trend])).toEqual([
    [132, 'μmol/L', true, undefined],
    [180, 'μmol/L', true, undefined],
    [210, 'μmol/L', undefined, 'rising'],
  ])
})

test('a blood word or a sign ends the panel of a fluid', () => {
  const of = (text: string) =>
    factsOf(text)
      .filter(isLab)
      .filter(({ specimen }) => !specimen)
  expect(of('LP: WBC 900. Glucose 21 mg/dL. Serum glucose 140 mg/dL')).toHaveLength(1)
  expect(of('腹水总蛋白15g/L，白蛋白8g/L；血清白蛋白26g/L')).toHaveLength(1)
  expect(of('少量胸腔积液，WBC 15.1×10^9/L')).toHaveLength(1)
})
test('what is measured is no drug', () => {
  expect(factsOf('葡萄糖5.1mmol/L').filter(({ kind }) => kind === 'drug')).toEqual([])
})

check('a share of the value before is no value', [
  ['肌酐较前升高50%，血钾5.0mmol/L', ['potassium 5 mmol/L']],
  ['血小板下降约50%以上', []],
  ['Creatinine rose 40% and Hb fell by 20%', []],
  ['LVEF下降至35%', ['lvef 35 %']],
  ['FVC 62%', ['fvc 62 %']],
])

check('a series under a head of three times keeps its newest value', [
  [
    'Blood 14/3 (before embolisation / D2 / now)\nAST   33 / 210 / 47',
    ['ast 33 <history>', 'ast 210 <history>', 'ast 47'],
  ],
])
