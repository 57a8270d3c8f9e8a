import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fact, FactKind, FactOf } from '@/lib/clinical/contract'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

function of<K extends FactKind>(text: string, kind: K): FactOf<K>[] {
  return readText(text, builtInDictionary()).facts.filter((fact): fact is FactOf<K> => fact.kind === kind)
}
const values = (text: string, kind: FactKind, key: string) =>
  of(text, kind).map((fact: Fact) => (fact as unknown as Record<string, unknown>)[key])

describe('who the patient is', () => {
  test.each([
    ['患者男，62岁', 62],
    ['六十二岁老人', 62],
    ['3个月女婴', 0.25],
    ['a 62-year-old man', 62],
    ['62 y/o F', 62],
    ['６２歲', 62],
  ])('the age in %s', (text, years) => {
    expect(of(text, 'age').map((fact) => fact.years)).toEqual([years])
  })
  test.each([
    ['患者男，62岁', ['male']],
    ['女性患者', ['female']],
    ['62 y/o F', ['female']],
    ['其子代诉，其女陪同', []],
    ['A woman of 40', ['female']],
  ])('the sex in %s', (text, expected) => {
    expect(values(text, 'sex', 'value')).toEqual(expected)
  })
  test.each([
    ['孕28+3周', ['pregnant'], 28 + 3 / 7],
    ['28 weeks pregnant', ['pregnant'], 28],
    ['哺乳期', ['breastfeeding'], undefined],
    ['否认妊娠', ['not_pregnant'], undefined],
    ['口服避孕药', [], undefined],
    ['宫外孕', [], undefined],
  ])('pregnancy in %s', (text, expected, weeks) => {
    expect(values(text, 'pregnancy', 'value')).toEqual(expected)
    expect(of(text, 'pregnancy')[0]?.weeks).toBe(weeks)
  })
  test.each([
    ['体重60kg', [60]],
    ['体重120斤', [60]],
    ['体重下降5kg', []],
    ['剂量5mg/kg', []],
  ])('weight in %s', (text, expected) => {
    expect(values(text, 'weight', 'kilograms')).toEqual(expected)
  })
  test.each([
    ['胸痛3小时', [3]],
    ['腹痛半天', [12]],
    ['for 2 days', [48]],
    ['q8h', []],
    ['每日3次', []],
    ['2024年5月3日', []],
    ['孕28周', []],
  ])('duration in %s', (text, expected) => {
    expect(values(text, 'duration', 'hours')).toEqual(expected)
  })
})

describe('vital signs', () => {
  test.each([
    [
      'T 38.5℃ P 102次/分 R 22次/分 BP 90/60mmHg',
      ['temperature 38.5', 'heart_rate 102', 'respiratory_rate 22', 'systolic 90', 'diastolic 60'],
    ],
    ['体温101.3℉', ['temperature 38.5']],
    ['血压21/13kPa', ['systolic 158', 'diastolic 98']],
    ['SpO₂ 88%，FiO2 40%，GCS 8分', ['spo2 88', 'fio2 0.4', 'gcs 8']],
    ['血压 165／95', ['systolic 165', 'diastolic 95']],
    ['T12椎体，R 侧', []],
  ])('%s', (text, expected) => {
    expect(of(text, 'vital').map(({ vital, value }) => `${vital} ${value}`)).toEqual(expected)
  })
  test('what no living body shows is said to be impossible', () => {
    expect(values('SpO2 120%', 'vital', 'flag')).toEqual(['impossible'])
  })
})

describe('laboratory values', () => {
  test.each([
    ['血钾5.8mmol/L', 'potassium', 5.8, 'mmol/L'],
    ['血钾5,8 mmol/L', 'potassium', 5.8, 'mmol/L'],
    ['血钾5. 8 mmol/L', 'potassium', 5.8, 'mmol/L'],
    ['Ｋ＋ ５．８ ｍｍｏｌ／Ｌ', 'potassium', 5.8, 'mmol/L'],
    ['creatinine 1.5 mg/dL', 'creatinine', 132.6, 'μmol/L'],
    ['葡萄糖 126 mg/dL', 'glucose', 7.0056, 'mmol/L'],
    ['总胆红素 2 mg/dL', 'total_bilirubin', 34.2, 'μmol/L'],
    ['Hb 9.5 g/dL', 'hemoglobin', 95, 'g/L'],
    ['WBC 12.5×10⁹/L', 'wbc', 12.5, '×10^9/L'],
    ['PLT 85x10^9/L', 'platelets', 85, '×10^9/L'],
    ['TnI 2.3 ng/mL', 'troponin_i', 2300, 'ng/L'],
    ['糖化血红蛋白 8.2%', 'hba1c', 8.2, '%'],
    ['eGFR 45 mL/min/1.73m²', 'egfr', 45, 'mL/min/1.73m^2'],
    ['PaCO2 8 kPa', 'paco2', 60, 'mmHg'],
  ])('%s in the unit of the table', (text, analyte, value, unit) => {
    expect(of(text, 'lab')).toMatchObject([{ analyte, canonical: { value, unit } }])
  })
  test.each([
    ['男，肌酐110μmol/L', 'high'],
    ['女，血红蛋白120g/L', 'normal'],
    ['男，血红蛋白120g/L', 'low'],
    ['血红蛋白120g/L', 'normal'],
    ['血钾6.5mmol/L', 'critical_high'],
    ['血钠118mmol/L', 'critical_low'],
    ['8岁，血红蛋白120g/L', 'unknown'],
    ['INR 2.5', 'high'],
  ])('%s is judged %s for age and sex', (text, flag) => {
    expect(values(text, 'lab', 'flag')).toEqual([flag])
  })
  test.each([
    ['血钾58mmol/L', { value: 5.8, unit: 'mmol/L' }],
    ['Hb 12g/L', { value: 12, unit: 'g/dL' }],
    ['肌酐1.2μmol/L', { value: 1.2, unit: 'mg/dL' }],
    ['血糖126mmol/L', { value: 126, unit: 'mg/dL' }],
    ['血钙10mmol/L', { value: 10, unit: 'mg/dL' }],
    ['pH 73.5', { value: 7.35, unit: '' }],
    ['INR 25', { value: 2.5, unit: '' }],
    ['血钠14mmol/L', { value: 140, unit: 'mmol/L' }],
  ])('%s is a slip of unit or decimal point', (text, suggestion) => {
    expect(of(text, 'lab')).toMatchObject([{ flag: 'unit_suspect', suggestion }])
  })
  test.each([
    ['肌酐132', 'high'],
    ['肌酐132 mL/min', 'unit_wrong'],
    ['血钾100mmol/L', 'impossible'],
  ])('%s is %s', (text, flag) => {
    expect(values(text, 'lab', 'flag')).toEqual([flag])
  })
  test.each(['EGFR突变', '极低密度脂蛋白0.8mmol/L', '肌酐 60-110', '血钾3天前复查', 'CA125', '氯化钾10ml'])(
    '%s is no value of that name',
    (text) => {
      expect(of(text, 'lab')).toEqual([])
    },
  )
  test('a course makes one value each', () => {
    expect(values('血钾6.1→5.2→4.3mmol/L', 'lab', 'value')).toEqual([6.1, 5.2, 4.3])
  })
  test('the source of every range is said', () => {
    expect(of('血钾5.8mmol/L', 'lab')[0]?.range).toEqual({ low: 3.5, high: 5.3, source: 'WS/T 404.3-2012' })
  })
})

describe('drugs, allergies, history, places', () => {
  test('dose, route and frequency belong to the drug in front', () => {
    expect(of('阿司匹林100mg qd 口服，华法林 2.5 mg 每日1次', 'drug')).toMatchObject([
      {
        atc: 'B01AC06',
        dose: { value: 100, unit: 'mg' },
        route: 'oral',
        frequency: { text: 'qd', perDay: 1 },
      },
      { atc: 'B01AA03', dose: { value: 2.5, unit: 'mg' }, frequency: { perDay: 1 } },
    ])
    expect(of('甘露醇125ml q8h静滴', 'drug')).toMatchObject([
      { route: 'intravenous', frequency: { perDay: 3 } },
    ])
  })
  test.each([
    ['青霉素过敏', [{ substance: '青霉素', atc: 'J01CE01', none: false }]],
    ['对青霉素、头孢曲松过敏', [{ atc: 'J01CE01' }, { atc: 'J01DD04' }]],
    ['无药物过敏史', [{ none: true, substance: null }]],
    ['否认食物药物过敏史', [{ none: true }]],
    ['allergic to penicillin', [{ atc: 'J01CE01' }]],
    ['NKDA', [{ none: true }]],
    ['过敏性紫癜', []],
    ['是否过敏？', []],
  ])('allergy in %s', (text, expected) => {
    expect(of(text, 'allergy')).toMatchObject(expected)
    expect(of(text, 'allergy')).toHaveLength(expected.length)
    expect(of(text, 'drug')).toEqual([])
  })
  test.each([
    ['既往体健', [['illness', true]]],
    ['吸烟史30年', [['smoking', false]]],
    ['否认手术外伤史', [['surgery', true]]],
  ])('history in %s', (text, expected) => {
    expect(of(text, 'history').map(({ topic, none }) => [topic, none])).toEqual(expected)
  })
  test('imaging and sides', () => {
    expect(values('头颅CT未见出血，心电图正常', 'imaging', 'modality')).toEqual(['CT', 'ECG'])
    expect(of('左下肢肿胀，right lower limb', 'anatomy').map(({ side }) => side)).toEqual(['left', 'right'])
  })
})

describe('any text', () => {
  const soup = fc.array(
    fc.constantFrom(
      ...Array.from('男女岁血钾钠肌酐压体温Tp k0123456789.,/×^L％℃ 　天周月'),
      'mmol/L',
      'mg',
      '阿司匹林',
      '过敏',
    ),
    { maxLength: 60 },
  )
  test('spans are inside the text and equal their surface', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          soup.map((units) => units.join('')),
        ),
        (text) => {
          for (const { start, end, surface } of readText(text, builtInDictionary()).facts) {
            expect(end).toBeGreaterThan(start)
            expect(text.slice(start, end)).toBe(surface)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
  test.each([
    '1',
    '1.',
    '1,',
    '血钾',
    '血钾1',
    '过敏',
    '对',
    '青霉素',
    '1/',
    '每日',
    '岁',
    '既往',
    'K ',
    '1|Na|K\n',
    '产妇青霉素过敏，',
  ])('a hundred thousand of %j come to an end', (piece) => {
    expect(readText(piece.repeat(100_000 / piece.length), builtInDictionary()).facts).toBeDefined()
  })
})
