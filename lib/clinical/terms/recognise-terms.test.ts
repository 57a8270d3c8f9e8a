import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import heldOut from '@/lib/testing/held-out-terms.json'

const termsOf = (text: string) => recogniseTerms(text, builtInDictionary())

const read = (text: string) =>
  termsOf(text).map(({ surface, preferred, status }) => `${surface}=${preferred.en}/${status}`)

/** Share of surfaces that are found as one term with the right code in a sentence, and those that are not. */
function score(rows: readonly string[][]) {
  const wrong = rows.flatMap(([surface = '', code = ''], i) => {
    const frame = heldOut.frames[i % heldOut.frames.length] ?? '{}'
    const terms = termsOf(frame.replace('{}', surface))
    const right = terms.some((term) => term.surface === surface && term.icd10?.startsWith(code))
    return right
      ? []
      : [`${surface} ${code}: ${terms.map((term) => `${term.surface} ${term.icd10 ?? ''}`).join()}`]
  })
  return { share: 1 - wrong.length / rows.length, wrong }
}

describe('held-out lists', () => {
  test('at least 95 of 100 short forms of ward notes are right', () => {
    expect(heldOut.shortForms.length).toBeGreaterThanOrEqual(140)
    const { share, wrong } = score(heldOut.shortForms)
    expect(share, wrong.join('\n')).toBeGreaterThanOrEqual(0.95)
  })
  test('at least 90 of 100 abbreviations are right', () => {
    const { share, wrong } = score(heldOut.abbreviations)
    expect(share, wrong.join('\n')).toBeGreaterThanOrEqual(0.9)
  })
  test('at most 2 of 100 ordinary sentences hold a term', () => {
    const hits = heldOut.ordinary.flatMap((text) => termsOf(text).map(({ surface }) => `${surface}: ${text}`))
    expect(hits.length / heldOut.ordinary.length, hits.join('\n')).toBeLessThanOrEqual(0.02)
  })
})

describe('scope', () => {
  test.each([
    ['无发热、咳嗽，但有咯血', ['发热=fever/negated', '咳嗽=cough/negated', '咯血=haemoptysis/affirmed']],
    ['否认高血压、糖尿病', ['高血压=essential hypertension/negated', '糖尿病=diabetes mellitus/negated']],
    [
      '父亲肺癌，母亲糖尿病；患者胸痛',
      ['肺癌=lung cancer/family', '糖尿病=diabetes mellitus/family', '胸痛=chest pain/affirmed'],
    ],
    ['心梗可能性大，肺炎待查', ['心梗=acute myocardial infarction/rule_out', '肺炎=pneumonia/rule_out']],
    ['不能排除肺栓塞', ['肺栓塞=pulmonary embolism/rule_out']],
    ['高血压病史10年', ['高血压病=essential hypertension/affirmed']],
    ['胃溃疡病史10年', ['胃溃疡=gastric ulcer/history']],
    ['如何治疗房颤？', ['房颤=atrial fibrillation/hypothetical']],
    ['男，70岁，如何治疗房颤？', ['房颤=atrial fibrillation/affirmed']],
    ['房颤？', ['房颤=atrial fibrillation/rule_out']],
    ['no history of DVT', ['DVT=deep vein thrombosis/negated']],
    ['Father had stroke. Chest pain now.', ['stroke=stroke/family', 'Chest pain=chest pain/affirmed']],
    ['DVT was ruled out', ['DVT=deep vein thrombosis/negated']],
    ['rule out pulmonary embolism', ['pulmonary embolism=pulmonary embolism/rule_out']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('meaning', () => {
  test('the longest name wins', () => {
    expect(read('慢阻肺急性加重')).toEqual(['慢阻肺急性加重=acute exacerbation of COPD/affirmed'])
  })
  test('words nearby settle an ambiguous abbreviation', () => {
    expect(termsOf('RA患者关节晨僵')[0]).toMatchObject({ preferred: { en: 'rheumatoid arthritis' } })
    expect(termsOf('RA患者关节晨僵')[0]?.candidates).toBeUndefined()
    expect(termsOf('超声心动图示RA增大，右房压升高')[0]?.preferred.en).not.toBe('rheumatoid arthritis')
  })
  test('without them every meaning is a candidate', () => {
    const [term] = termsOf('MS')
    expect(term?.candidates?.map(({ preferred }) => preferred.en)).toEqual([
      'multiple sclerosis',
      'mitral stenosis',
      'morphine sulfate',
    ])
  })
  test('brand and generic names of a drug share its code', () => {
    expect(termsOf('拜瑞妥')[0]).toMatchObject({ preferred: { zh: '利伐沙班' }, atc: 'B01AF01' })
    expect(termsOf('rivaroxaban')[0]).toMatchObject({ atc: 'B01AF01' })
  })
  test('an abbreviation in small letters counts only where it can be no word', () => {
    expect(read('copd and dvt')).toHaveLength(2)
    expect(read('ms, all of us, as if')).toEqual([])
  })
})

describe('bad input', () => {
  test.each([
    ['ＣＯＰＤ', 'ＣＯＰＤ'],
    ['心 房 颤 动', '心 房 颤 动'],
    ['糖尿病腎病', '糖尿病腎病'],
    ['心\u200b梗', '心\u200b梗'],
    ['chest  pain', 'chest  pain'],
  ])('%j is read as it stands', (text, surface) => {
    expect(termsOf(text).map((term) => term.surface)).toEqual([surface])
  })

  const soup = fc.array(
    fc.constantFrom(
      ...Array.from('心梗房颤无否认父亲？。，COPDra 　１\u200b腎'),
      '高血压',
      'chest pain',
      '\ud800',
    ),
    { maxLength: 60 },
  )
  test('every span is inside the text, equals its surface and follows the one before', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          soup.map((units) => units.join('')),
        ),
        (text) => {
          let last = 0
          for (const { start, end, surface } of termsOf(text)) {
            expect(start).toBeGreaterThanOrEqual(last)
            expect(end).toBeGreaterThan(start)
            expect(text.slice(start, end)).toBe(surface)
            last = end
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test.each(['心', '急性', '无', 'a', 'RA ', '?', '(', '父亲'])(
    'a hundred thousand of %j come to an end',
    (piece) => {
      expect(termsOf(piece.repeat(100_000 / piece.length))).toBeDefined()
    },
  )
})

describe('what a patient tells by a part of the body and a complaint', () => {
  test.each([
    ['左边膝盖这几天走路老疼', 'arthralgia'],
    ['胳膊晚上总是发麻', 'limb numbness'],
    ['小便最近泡沫多', 'foamy urine'],
    ['My left knee has been really sore', 'arthralgia'],
    ['Sharp pain in both her feet', 'foot pain'],
    ['My ears keep ringing', 'tinnitus'],
  ])('%s', (text, en) => {
    expect(recogniseTerms(text, builtInDictionary()).map(({ preferred }) => preferred.en)).toContain(en)
  })
  test.each([
    '手术后麻醉清醒',
    'fit for discharge, BP fell to 110/70',
    '累及右肺上叶',
    'urine, blood cultures sent',
  ])('and no symptom of: %s', (text) => {
    const kinds = recogniseTerms(text, builtInDictionary()).map(({ kind }) => kind)
    expect(kinds).not.toContain('symptom')
  })
  test('a complaint that is denied is denied', () => {
    const [term] = recogniseTerms('无腿脚发麻', builtInDictionary())
    expect(term).toMatchObject({ preferred: { en: 'limb numbness' }, status: 'negated' })
  })
})
