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
  ['李先生 58 周岁', ['male', 'age 58 year']],
  ['性别：女 年龄：3岁2月', ['female', 'age 38 month']],
  ['老太太，今年86了', ['female', 'age 86 year']],
  ['患儿，男，5+月', ['male', 'age 5 month']],
  ['♀ 45岁', ['female', 'age 45 year']],
  ['Mr. Okafor, 71, came by taxi', ['male', 'age 71 year']],
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
  ['供者，男，28岁。受者女，44岁', ['female', 'age 44 year']],
  ['初产妇，顺产一男婴', ['female']],
  ['Husband has influenza; he is on oseltamivir', []],
  ['暖房温度 98 F', []],
])

check('contradictions are shown and not used', [
  ['男，40岁。该患者为71岁男性', ['male', 'age 40 year ?', 'age 71 year ?', 'male']],
  ['女，33岁，男性患者', ['female ?', 'age 33 year', 'male ?']],
])

check('the state of a pregnancy from all that is told', [
  ['29F, P1+0, 32+5 by dating scan', ['age 29 year', 'female', 'pregnant 32.7']],
  ['30F now 21+2/40, well', ['age 30 year', 'female', 'pregnant 21.3']],
  ['F 28 booked, 33/40, on iron since 20/40', ['age 28 year', 'female', 'pregnant 33.0']],
  ['F 28, SVD 39/40 last year, scored 36/40', ['age 28 year', 'female']],
  ['女，30岁，妊娠12周+3', ['female', 'age 30 year', 'pregnant 12.4']],
  ['女，28岁，停经50天，尿HCG 阳性', ['female', 'age 28 year', 'pregnant 7.1']],
  ['女，40岁，宫体如孕10周，质硬', ['female', 'age 40 year']],
  ['35F. Breast feeding. Cr 90 (pregnancy 50)', ['age 35 year', 'female', 'breastfeeding']],
  ['33F, continue hydroxychloroquine through pregnancy', ['age 33 year', 'female']],
  ['女，31岁，产后第2天，前日孕38周行剖宫产', ['female', 'age 31 year', 'postpartum']],
  ['24F. BHCG neg.', ['age 24 year', 'female', 'not_pregnant']],
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
    ['青霉素皮试（+）', [['青霉素', undefined, undefined]]],
    ['吃芒果后口周红肿', [['芒果', '口周红肿', undefined]]],
    ['静脉滴注克林霉素后起风团', [['克林霉素', '风团', undefined]]],
    ['头孢呋辛→皮疹', [['头孢呋辛', '皮疹', undefined]]],
    [
      'Allergic: sulfa, latex',
      [
        ['sulfa', undefined, undefined],
        ['latex', undefined, undefined],
      ],
    ],
    ['ALLERGIES - tramadol: vomiting', [['tramadol', 'vomiting', undefined]]],
    ['developed urticaria after ceftriaxone', [['ceftriaxone', undefined, undefined]]],
    ['a penicillin-allergic man', [['penicillin', undefined, undefined]]],
    ['口服西替利嗪后皮疹消退', []],
    ['静滴头孢后未出现皮疹', []],
    ['青霉素皮试（-）', []],
    ['脓毒症致休克，予多巴胺', []],
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
