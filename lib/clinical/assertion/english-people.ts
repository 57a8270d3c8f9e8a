import type { AssertedPlace, Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/english-cues.json'

/** The words around an English place. */
export interface EnglishPlace {
  place: AssertedPlace
  /** The sentence in front. */
  front: string
  /** The line in front. */
  before: string
  /** The sentence behind, up to the next condition. */
  behind: string
  /** The sentence behind. */
  rest: string
}

/** Asthma in her aunt, gout (father), on the maternal side. */
const KIN_BEHIND = new RegExp(cues.kin_behind)
/** Brother (donor) has ...; sister keeps well though she has ... */
const [DONOR, WELL_BUT] = [new RegExp(cues.donor), new RegExp(cues.well_but)]
/** Dad stayed. He has asthma himself. */
const [OF_KIN, SELF, SELF_FRONT] = [
  new RegExp(cues.of_kin_self),
  new RegExp(cues.self),
  new RegExp(cues.self_front),
]

const [WOMAN, MAN] = [
  /\b(?:wife|mother|mum|mom|sister|daughter|aunt|niece|gran|granny|grandmother|grandma)\b/,
  /\b(?:husband|father|dad|brother|son|uncle|nephew|grandfather|grandad)\b/,
]
const [SHE, HE] = [/\b(?:she|her|herself)\b/, /\b(?:he|his|him|himself)\b/]
/** Her father is well; she has ...: a pronoun that does not fit the relative named in front is the patient's. */
export const isOfOther = (relative: string, pronoun: string): boolean =>
  (MAN.test(relative) && !WOMAN.test(relative) && SHE.test(pronoun) && !HE.test(pronoun)) ||
  (WOMAN.test(relative) && !MAN.test(relative) && HE.test(pronoun) && !SHE.test(pronoun))

const lastPronoun = (words: string): string => words.match(/\b(?:she|he|they)\b/g)?.at(-1) ?? ''

/** Whether the words around a condition give it to a relative; then the assertion says so. */
export function asRelatives({ place, front, before, behind }: EnglishPlace, assertion: Assertion): boolean {
  const { kind } = place
  if (assertion.experiencer === 'relative' || assertion.polarity === 'absent') return false
  if (kind !== undefined && kind !== 'diagnosis' && kind !== 'finding' && kind !== 'symptom') return false
  const relatives =
    KIN_BEHIND.test(behind) ||
    DONOR.test(front) ||
    (WELL_BUT.test(front) && !isOfOther(front.replace(/\b(?:his|her|she|he)\b/g, ''), lastPronoun(front))) ||
    SELF_FRONT.test(front) ||
    (SELF.test(behind) && OF_KIN.test(before) && !isOfOther(before, lastPronoun(before)))
  if (relatives) assertion.experiencer = 'relative'
  return relatives
}
