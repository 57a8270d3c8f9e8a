import { expect, test } from 'vitest'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'

const read = (text: string) => recogniseTerms(text, builtInDictionary()).map(({ preferred }) => preferred.en)

test.each([
  ['ESRF for transplant', 'end-stage renal disease'],
  // Brands of wards, also of drugs that only the medication tables name.
  ['Tab. Wysolone 10 mg od', 'prednisolone'],
  ['Lokelma 5 g daily', 'sodium zirconium cyclosilicate'],
  ['on Trelegy one puff', 'fluticasone, umeclidinium and vilanterol'],
  ['口服氧化镁 0.5g', 'magnesium oxide'],
  ['SOBOE for a week', 'exertional dyspnoea'],
  ['LSCS last year', 'caesarean section'],
  ['listed for TKR', 'total knee arthroplasty'],
  ['known AVNRT', 'atrioventricular nodal re-entrant tachycardia'],
  ['间肺随访', 'interstitial lung disease'],
  ['tender RLQ with rebound', 'right lower quadrant'],
  ['DOE at 100 m', 'exertional dyspnoea'],
  ['decompensated CHF', 'congestive heart failure'],
  ['GAD on sertraline', 'generalised anxiety disorder'],
  ['RTC tear of the right shoulder', 'rotator cuff'],
  ['NSVD at 39+4', 'spontaneous vaginal delivery'],
  ['走路东倒西歪', 'ataxia'],
  ['嘴里没唾沫', 'dry mouth'],
  ['一晚上起夜三次', 'nocturia'],
  ['woke with a stiff neck', 'neck stiffness'],
  ['seeing flashing lights', 'flashing lights'],
  // A part of the body, words between and a complaint.
  ['脚脖子这两天肿得老高', 'joint swelling'],
  ['胸骨后像石头压着', 'chest tightness'],
  ['小腿肚动不动就抽筋', 'muscle cramp'],
  ['心里突突的', 'palpitations'],
  ['脑袋天旋地转', 'dizziness'],
  ['下肢像踩棉花', 'limb weakness'],
  ['嗓子眼堵得厉害', 'globus sensation'],
  ['my heels are ever so sore', 'foot pain'],
  ['my head keeps spinning', 'dizziness'],
  ['heaviness in my chest', 'chest tightness'],
  ['my heart is hammering', 'palpitations'],
  ['spasms in my calf', 'muscle cramp'],
  ['no strength in my left arm', 'limb weakness'],
  ['my eyelids have become puffy', 'facial oedema'],
])('%s', (text, expected) => {
  expect(read(text)).toContain(expected)
})

test.each(['皮肤可见红斑', '切口未见红肿', '咽部可见红色充血'])('%s is no show of blood', (text) => {
  expect(read(text)).not.toContain(read('孕39周见红')[0])
})

test.each([
  ['突发晕厥', 'syncope'],
  ['并发烧伤', 'burn injury'],
  ['术后感染', 'infection'],
  ['反复感染', 'infection'],
  ['反复视物模糊', 'blurred vision'],
])('%s holds the whole word', (text, expected) => {
  expect(read(text)).toEqual([expected])
})
