import { isPlain, PLAIN, type Assertion } from '@/lib/clinical/assertion/assertion'
import { isTakenInClause } from '@/lib/clinical/assertion/drug-askers'
import type { Ruling } from '@/lib/clinical/assertion/drug-clause'
import { isNotOwn, ownerOf } from '@/lib/clinical/assertion/drug-owner'

/** Said of a drug under the heading of allergies: it was given and did no harm. */
const TOLERATED =
  /^[^，,。；;.\n]{0,14}(?:耐受|没事|无事|无(?:不适|反应|过敏)|用过|\btolerat\w+|\b(?:fine|ok|okay|safely|uneventful\w*)\b|\bno (?:problems?|issues?|reaction|trouble)\b|\bgiven since\b|\bwithout (?:problems?|issues?|reaction|trouble)\b)/
const AVOIDED_NOW = /\bavoid\b|\bnot now\b|禁|[别勿不][再宜可要]?[用服吃]/
/** 要不要给甲药, 甲药能不能代替: what is asked is not denied by the 不 of the question. */
const ASKED_IN_FRONT =
  /(?:要不要|能不能|可不可以|该不该|需不需要|用不用|行不行|是不是)(?:马上|现在|先|再|还|继续|可以|需要)*(?:给予?|予|用|加用?|上|服用?|吃|打|换|改用?|开|试|输|补)?$/
const ASKED_BEHIND =
  /^[^，,。；;？?\n]{0,4}(?:能不能|能否|可不可以|可否|行不行|好不好|要不要|是否(?:可|能|需|要))[^，,。；;\n]{0,12}[?？]/
const REASON =
  /\b(?:since|when|because of|due to|now that|in view of|now on)(?: (?:he|she|the|his|her|starting))* $/
/** A level in the blood, which says nothing of when the drug is taken. */
const LEVEL =
  /^ ?(?:trough |peak |serum |plasma |drug |blood )?(?:levels?|concentrations?|troughs?)\b|^(?:血药|血清?|谷|峰)?浓度/
/** No reaction to enoxaparin, runs 40 daily: it is the harm that is denied. */
const HARMLESS =
  /\b(?:no|nil|without|denies)(?: known)? (?:allerg\w+|reactions?|sensitivit\w+|intolerance|hypersensitivity|problems?|issues?) (?:to|with) $/
const IS_GOING = /^[^.;\n]{0,4}(?:\d|\b(?:runs?|running|on|takes|continu\w+|given)\b)/

const RULED: Readonly<Record<Exclude<Ruling, 'open'>, Partial<Assertion>>> = {
  stopped: { ...PLAIN, time: 'stopped' },
  past: { ...PLAIN, time: 'past' },
  planned: { ...PLAIN, time: 'planned' },
  avoided: { ...PLAIN, polarity: 'absent' },
  kept: PLAIN,
  unchanged: PLAIN,
  begun: PLAIN,
}

/** The words in front of a drug: those of its clause, and those beyond it. */
interface Named {
  front: string
  sentence: string
}
/** What is known of a drug before its cues are weighed: its own words behind it, and what its clause or its heading says. */
export interface Known {
  own: string
  ruling: Ruling | null
  ofAllergies: boolean
}

/** Whether what has ended is named in front, and this drug only as the reason: off since Levemir. */
export const isReason = (front: string): boolean => REASON.test(front)

/**
 * Settles an assertion by the drug's own clause or the heading of allergies; null where that says nothing. Else whether something
 * tells that it is taken, and whether it goes on without a doubt.
 */
export function settle(
  assertion: Assertion,
  { front, sentence }: Named,
  { own, ruling, ofAllergies }: Known,
): { taken: boolean; kept: boolean } | null {
  const owner = ownerOf({ front, sentence, own })
  if (owner) assertion.experiencer = owner
  // 母亲服甲药，患者本人不用: the denial is of the patient, the drug of the relative.
  if (assertion.experiencer === 'relative' && isNotOwn(own)) {
    assertion.polarity = 'present'
    return { taken: false, kept: false }
  }
  // 无外伤史，平素服甲药: the verb of its own clause goes before what an earlier one denies.
  if (assertion.polarity === 'absent' && isTakenInClause(front, own)) assertion.polarity = 'present'
  if (assertion.polarity === 'absent' && (ASKED_IN_FRONT.test(front) || ASKED_BEHIND.test(own))) {
    Object.assign(assertion, { polarity: 'present', time: 'planned' } satisfies Partial<Assertion>)
  }
  if (assertion.polarity === 'absent' && HARMLESS.test(front) && IS_GOING.test(own)) {
    assertion.polarity = 'present'
    return { taken: true, kept: true }
  }
  // An earlier phenytoin level: what is of earlier is the level.
  if (assertion.time === 'past' && LEVEL.test(own)) assertion.time = 'now'
  if (ruling === 'open') return { taken: false, kept: false }
  // 不需甲药照原量: what goes on does not take back a refusal in front.
  const refused = ruling === 'kept' && assertion.polarity === 'absent'
  const isOwn =
    assertion.experiencer === 'patient' &&
    (assertion.modality !== 'question' || ruling === 'avoided' || ruling === 'unchanged')
  if (ruling && isOwn && !refused) {
    Object.assign(assertion, RULED[ruling])
    const taken = ruling === 'kept' || ruling === 'unchanged' || ruling === 'begun'
    return { taken, kept: taken }
  }
  if (ofAllergies && isPlain(assertion) && TOLERATED.test(own)) {
    Object.assign(assertion, AVOIDED_NOW.test(own) ? RULED.avoided : RULED.past)
    return { taken: false, kept: false }
  }
  return null
}
