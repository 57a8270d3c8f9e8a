import type { Fact } from '@/lib/clinical/contract'
import type { Patient } from '@/lib/clinical/medication/patient'
import { labOf, NEWBORN, numberBehind } from '@/lib/clinical/medication/patient-values'
import { isDenied } from '@/lib/clinical/medication/read-conditions'

const CHILD_PUGH =
  /child(?:[- ]?turcotte)?[- ]?(?:pugh)? ?(?:分级|class|grade|级|评分)? ?[:：]? ?([abc])(?:级|\b)/
const CHILD_PUGH_POINTS = /child[^,，。;；]{0,16}?(\d{1,2}) ?(?:分|points?)/
const LIVER_GRADES: readonly (readonly [RegExp, 'B' | 'C'])[] = [
  [
    /重度肝(?:功能)?(?:不全|损害|损伤)|肝(?:功能)?衰竭|severe (?:hepatic|liver)|(?:liver|hepatic) failure|end[- ]stage liver|\besld\b|\baclf\b/,
    'C',
  ],
  [/中度肝(?:功能)?(?:不全|损害|损伤)|moderate (?:hepatic|liver)/, 'B'],
]
/** Three times 40 U/L and a margin: an enzyme rise at which labels speak of active liver disease. */
const TRANSAMINASE_ACTIVE = 150
/** Five times the upper limit of 17 μmol/L. */
const BILIRUBIN_ACTIVE = 85
const TIMES_NORMAL =
  /(?:alt|ast|转氨酶|肝酶|谷丙|谷草|lfts?|transaminases?|liver enzymes)[^,，。;；<≤]{0,14}?(?<!不超过|小于)(\d{1,2}(?:\.\d)?)(?:-\d{1,2})? ?(?:x|×|倍|times)/

/** The class that a text states, by letter, points or words; undefined where it says none. Decompensated cirrhosis counts as C. */
export function childPughIn(text: string): Patient['childPugh'] {
  const letter = CHILD_PUGH.exec(text)?.[1]?.toUpperCase() as Patient['childPugh']
  const points = Number(CHILD_PUGH_POINTS.exec(text)?.[1] ?? NaN)
  if (letter || points >= 5) return letter ?? (points >= 10 ? 'C' : points >= 7 ? 'B' : 'A')
  return LIVER_GRADES.find(([pattern]) => {
    const match = pattern.exec(text)
    return match && !isDenied(text, { from: match.index, to: match.index + match[0].length })
  })?.[1]
}

/** Whether enzymes or bilirubin stand where labels speak of active liver disease. */
export function isLiverActive(text: string, facts: readonly Fact[]): boolean {
  const enzymes = [
    labOf(facts, 'alt') ?? numberBehind(text, /alt|谷丙转氨酶|gpt/),
    labOf(facts, 'ast') ?? numberBehind(text, /ast|谷草转氨酶|got/),
  ]
  const bilirubin = labOf(facts, 'total_bilirubin') ?? numberBehind(text, /tbil|总胆红素/) ?? 0
  const times = Number(TIMES_NORMAL.exec(text)?.[1] ?? 0)
  return (
    enzymes.some((value) => value !== undefined && value > TRANSAMINASE_ACTIVE) ||
    times >= 3 ||
    (bilirubin > BILIRUBIN_ACTIVE && !NEWBORN.test(text))
  )
}
