import contexts from '@/lib/privacy/names/latin-contexts.json'
import { ALL_CAPITALS, TITLES, type Page, type Token } from '@/lib/privacy/names/latin-tokens'
import { PhraseEnds } from '@/lib/privacy/names/phrase-ends'
import { isNameOrWord, isVerbBehind } from '@/lib/privacy/names/latin-words'
import type { Role } from '@/lib/privacy/names/name-context'

const LOWER_TITLE = /^(?:mr|mrs|ms|miss|dr)$/
const LABEL =
  /(?:name(?: on (?:card|form|label|list))?|next of kin|nok|physician|surgeon|doctor|attending|consultant|signed(?: by)?|contact|guardian|reported by|reviewed by|author|gp|cc|attn) ?[:：,] ?$/i
/** Behind these stands a person, by whatever name, or a service of the hospital. */
const PERSON_BEFORE = new PhraseEnds(contexts.personBefore)
/** Anaes: Szymanski, scrub: Joy: who was there. */
const ROLE_LABEL = new PhraseEnds(contexts.roleLabels)
const HAN_LABEL = /(?:签名|签字|姓名|医师|医生|护士|联系人) ?[:：]? ?$/
/** Chinese titles behind a foreign name. */
export const HAN_TITLE = /^ ?(?:先生|女士|太太|小姐|夫人|医生|医师|教授|大夫|护士|主任)/
/** Endings of English words for acts, states, specialties and their people. */
const WORD_SHAPED =
  /(?:ing|ed|tion|sion|ment|ity|ous|ive|ally|ology|iatry|iatrics|aedics|pedics|etics|ics|(?<!qv|qu)ists?|icians?|arians?|itis|osis|aemia|emia|ness|ship|able|ible|urgery|therapy|scopy|graphy|gram)s?$/i
const SERVICES = new Set(contexts.services)
const BEFORE = new PhraseEnds(contexts.verbsBefore)
const AGE_BEHIND =
  /^(?:,? \(?(?:is |an? |aged? ?)?\d{1,3}(?:[ -]?(?:y|year|yo)\b|[ -]year|[MF]\b)|,? \(?aged? \d{1,3}\b|, \(?\d{1,3}(?:,|$| ?\)))/i
const BIRTH_BEHIND = /^,? \((?:DOB|d\.?o\.?b|born|MRN|NHS|outpatient|aged|\d)/i
/** Behind Mr or Dr every word is a name; behind Patient or Mother it can be the beginning of anything. */
const HONORIFIC = /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|nurse|sister|matron|paramedic|midwife)$/
/** What somebody has: a relative, a chart, a wound. */
export const OWNED =
  /^(?:mother|father|mum|mom|dad|wife|husband|son|daughter|family|partner|sister|brother|parents|carer|guardian|neighbou?r|chart|notes?|labs?|bloods?|consent|bed|room|meds|medications?|dressing|wound|drain|blood|potassium|insulin|discharge|scan|biopsy|results?|appointment|cannula|catheter|pain|breathing|sats|temperature|cough|appetite|mood|last|next|echo|ct|mri|ecg|ekg|x-ray|ultrasound|endoscopy|film|bp|inr|hb|crp|obs|pressure|sugars?|glucose|fluids?|urine|feed|diet|weight|gp|nurse|surgeon|consultant|therapist|interpreter|belongings|glasses|dentures|phone|house|home|flat|address|birthday|school|teacher|employer|insurance|passport|leg|arm|hip|knee|foot|hand|back|operation|surgery|admission|referral|letter|death)$/i
/** goes by May: behind these a name stands that may be a word or a month. */
const CALLED =
  /(?:goes by|known as|answers to|nicknamed|prefers to be called|likes to be called|likes being called|\((?:prefers|aka|a\.k\.a\.|called|née|nee)|preferred name(?: is|:)?|calls (?:him|her)self) ["“'‘]?$/i
const BED =
  /\b(?:bed|room|rm|bay|cubicle|side ?room|bedspace|cot|crib|trolley|incubator)\.? ?[a-z]?\d{1,4}(?:-\d{1,2})?[a-z]?[,:]? ?[-–]? ?$/i

/** Whether a word with a capital is the name of a service, or an act, a state or a specialty by its ending. */
export const isService = (word: string): boolean => SERVICES.has(word.toLowerCase()) || WORD_SHAPED.test(word)

/** Something in Latin letters that may be a cue, with what may part it from the name. */
const CUE_IN_FRONT = /[a-z\d.][ :：,.\-–"“'‘(]{0,5}$/i

/** The text without one unit at its end, if that is one of `marks`. */
const without = (text: string, marks: string): string =>
  text !== '' && marks.includes(text.at(-1) ?? '') ? text.slice(0, -1) : text

/** Whether the label or the role of a person stands in front, with a colon or without. */
function isPersonBefore(small: string): boolean {
  const close = without(small, ' ')
  const bare = without(close, ':')
  if (PERSON_BEFORE.before(close) || (bare !== close && PERSON_BEFORE.before(bare))) return true
  const role = without(close, ':：')
  return role !== close && ROLE_LABEL.before(without(role, ' '))
}

/** How strongly what stands in front speaks for a name (0 to 3), and whose. */
export function cueBefore(
  text: string,
  tokens: readonly Token[],
  at: number,
): { role?: Role; strength: number } {
  const token = tokens[at]
  const previous = tokens[at - 1]
  if (!token) return { strength: 0 }
  const role =
    previous && /^(?:\.? |:? ?\(|, )$/.test(token.gap) ? TITLES.get(previous.word.toLowerCase()) : undefined
  if (role && previous && (token.gap !== ', ' || role === 'relative')) {
    const word = previous.word.toLowerCase()
    return { role, strength: LOWER_TITLE.test(word) ? 3 : HONORIFIC.test(word) ? 2.5 : 2 }
  }
  const before = text.slice(Math.max(0, token.start - 24), token.start)
  const cued = CUE_IN_FRONT.test(before)
  if (cued && isNameOrWord(token.word) && CALLED.test(before)) return { strength: 3 }
  if (HAN_LABEL.test(before)) return { strength: 2 }
  if (!cued) return { strength: 0 }
  if ((LABEL.test(before) || BED.test(before)) && !isService(token.word)) return { strength: 2 }
  const small = before.toLowerCase()
  if (isPersonBefore(small) && !isService(token.word)) {
    return { strength: ALL_CAPITALS.test(token.word) ? 1 : 2 }
  }
  return { strength: BEFORE.before(without(small, ' ')) ? 1 : 0 }
}

/** How strongly what stands behind speaks for a name (0 to 3). */
export function cueBehind({ text, tokens }: Page, next: number, end: number): number {
  const behind = text.slice(end, end + 24)
  if (HAN_TITLE.test(behind)) return 3
  if (AGE_BEHIND.test(behind) || BIRTH_BEHIND.test(behind)) return 2
  const follower = tokens[next]
  if (follower && /^['’]s $/.test(follower.gap) && OWNED.test(follower.word)) return 1
  if (!follower || follower.gap.trim() !== '') return /^[,;:.)]|^$| -/.test(behind) ? 0.5 : 0
  return isVerbBehind(follower.word) ? 1 : 0
}
