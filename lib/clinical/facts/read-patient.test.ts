import { describe, expect, test } from 'vitest'
import type { Fact } from '@/lib/clinical/contract'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

const factsOf = (text: string) => readText(text, builtInDictionary()).facts

/** Age, sex, pregnancy, births and weight of a text as `kind value`, with what keeps them from being used. */
const told = (text: string) =>
  factsOf(text).flatMap((fact: Fact) => {
    if (fact.kind === 'age') return [`age ${fact.value} ${fact.unit}${fact.doubt ? ' ?' : ''}`]
    if (fact.kind === 'sex') return [`${fact.value}${fact.doubt ? ' ?' : ''}`]
    if (fact.kind === 'pregnancy') return [`${fact.value}${fact.weeks ? ` ${fact.weeks.toFixed(1)}` : ''}`]
    if (fact.kind === 'obstetric') return [`G${fact.gravida}P${fact.para}`]
    if (fact.kind === 'weight') return [`${fact.kilograms}kg${fact.status ? ` ${fact.status}` : ''}`]
    return []
  })

const check = (name: string, cases: readonly (readonly [string, readonly string[]])[]) =>
  describe(name, () => {
    test.each(cases)('%s', (text, expected) => {
      expect(told(text).sort()).toEqual([...expected].sort())
    })
  })

check('headers and compound ages', [
  ['64F，胸痛', ['age 64 year', 'female']],
  ['男/47，腹痛', ['male', 'age 47 year']],
  ['M，33y，发热', ['age 33 year', 'male']],
  ['女，28，头痛', ['female', 'age 28 year']],
  ['8+岁男童', ['age 8 year', 'male']],
  ['5月龄', ['age 5 month']],
  ['2岁3个月女童', ['age 27 month', 'female']],
  ['4岁半女孩', ['age 4.5 year', 'female']],
  ['生后20小时，呼吸促', ['age 20 hour']],
  ['3６歲男性', ['age 36 year', 'male']],
  ['a 7-month-old boy', ['age 7 month', 'male']],
  ['39yo woman', ['age 39 year', 'female']],
])

check('what only looks like a header', [
  ['cT2N0M0，GCS E4V5M6', []],
  ['M3型白血病', []],
  ['14F catheter in situ', []],
  ['10岁时患麻疹', []],
  ['骨龄8岁', []],
  ['其母62岁，其父男65岁', []],
  ['暖房温度 98 F', []],
])

check('contradictions are shown and not used', [
  ['男，40岁。该患者为71岁男性', ['male', 'age 40 year ?', 'age 71 year ?', 'male']],
  ['女，33岁，男性患者', ['female ?', 'age 33 year', 'male ?']],
])

check('pregnant now, this patient, plausible', [
  ['女，30岁，孕33+4周', ['female', 'age 30 year', 'pregnant 33.6']],
  ['32F G3P1 at 30+2', ['age 32 year', 'female', 'pregnant 30.3', 'G3P1']],
  ['女，52岁，绝经4年', ['female', 'age 52 year', 'not_pregnant']],
  ['孕2产1，月经规律', ['female', 'G2P1']],
  ['女，26岁，血HCG阴性', ['female', 'age 26 year', 'not_pregnant']],
  ['男，45岁，其女孕6月', ['male', 'age 45 year']],
  ['女，61岁，曾怀孕两次', ['female', 'age 61 year']],
  ['患儿女，2岁，母乳喂养', ['female', 'age 2 year']],
  ['女，29岁，哺乳期', ['female', 'age 29 year', 'breastfeeding']],
])

check('weights of now and earlier', [
  ['体重由70kg降至64kg', ['70kg history', '64kg']],
  ['出生体重2980g，日龄3天', ['2.98kg', 'age 3 day']],
  ['体重减轻4kg', []],
])

describe('allergies', () => {
  test.each([
    ['头孢类皮疹史', [['头孢类', '皮疹', undefined]]],
    ['对磺胺过敏（皮疹）', [['磺胺', '皮疹', undefined]]],
    ['家属诉其母磺胺过敏', [['磺胺', undefined, 'relative']]],
    ['allergic to penicillin (hives), now on amoxicillin', [['penicillin', 'hives', undefined]]],
    ['Anaphylaxis to cefazolin in 2020', [['cefazolin', undefined, undefined]]],
    ['否认家族遗传病史，对碘过敏', [['碘', undefined, undefined]]],
    ['过敏性鼻炎', []],
    ['有无药物过敏？', []],
  ])('%s', (text, expected) => {
    const found = factsOf(text).filter((fact) => fact.kind === 'allergy')
    expect(found.map(({ substance, reaction, experiencer }) => [substance, reaction, experiencer])).toEqual(
      expected,
    )
  })
  test.each([
    '否认药物及食物过敏史',
    '未发现药物过敏',
    'NKDA',
    'No known drug allergies',
    '过敏史：无',
    'Allergies: none',
  ])('none in %s', (text) => {
    expect(factsOf(text).filter((fact) => fact.kind === 'allergy')).toMatchObject([{ none: true }])
  })
})
