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
  ['若血钾>6.5mmol/L即透析', ['potassium 6.5 mmol/L <hypothetical>']],
  ['血钾>6.5怎么处理', ['potassium 6.5 <hypothetical>']],
  ['其母血糖15mmol/L', ['glucose 15 mmol/L <family>']],
  ['控制目标：糖化血红蛋白<7%', ['hba1c 7 % <planned>']],
  ['男，65岁，既往糖尿病。血糖22mmol/L', ['glucose 22 mmol/L']],
])

check('values of another specimen are named by it', [
  ['尿肌酐8.5mmol/L', ['urine_creatinine 8.5 mmol/L']],
  ['脑脊液：白细胞120×10^6/L，糖1.8mmol/L', ['csf_wbc 120 ×10^6/L', 'csf_glucose 1.8 mmol/L']],
  ['胸水LDH 620U/L，血LDH 210U/L', ['pleural_ldh 620 U/L', 'ldh 210 U/L']],
])
test('and nothing of blood judges them', () => {
  for (const text of ['脑脊液葡萄糖1.2mmol/L', '尿钠8mmol/L', '腹水白蛋白9g/L']) {
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

test('the last value of a series counts, and how it moved is said', () => {
  const facts = factsOf('Cr 132→180→210μmol/L').filter(isLab)
  expect(facts.map(({ value, unit, superseded, trend }) => [value, unit, superseded, trend])).toEqual([
    [132, 'μmol/L', true, undefined],
    [180, 'μmol/L', true, undefined],
    [210, 'μmol/L', undefined, 'rising'],
  ])
})
