import type { AssertedPlace, Assertion } from '@/lib/clinical/assertion/assertion'
import { asksPlainly } from '@/lib/clinical/assertion/cues'
import { sentenceFrom, sentenceTo } from '@/lib/clinical/text/edges'

/** Longest clause that is looked at for a question. */
const CLAUSE_MAX = 60
const OPENS_QUESTION = /^ ?(?:\d{1,2}[.)]? )?(?:is|are|can|could|should|would|do|does|did|may|will) /
/** How far a question reaches that its first word opens and a mark ends. */
const QUESTION_MAX = 160
const OPENS_SENTENCE =
  /^(?:\d{1,2}[.)]? )?(?:[^:\n]{0,40}: ?)?(?:and |also |so |but )?(?:is|are|can|could|should|would|do|does|did|may|will|when|what|how|why|which|where|who|any)\b/

/** The sentence around a place where it is a question from its first word on, or any where nobody is spoken of; null where it is none. */
export function questionAround(
  text: string,
  edges: Uint8Array,
  { from, to, ofNobody = false }: AssertedPlace & { ofNobody?: boolean },
): string | null {
  const end = sentenceTo(edges, to, QUESTION_MAX)
  if (text[end] !== '?') return null
  const sentence = text.slice(sentenceFrom(edges, from, QUESTION_MAX), end + 1).trim()
  return ofNobody || OPENS_SENTENCE.test(sentence) || asksPlainly(sentence) ? sentence : null
}

/** Whether the clause around a place asks something. */
export function inQuestion(text: string, edges: Uint8Array, { from, to }: AssertedPlace): boolean {
  let begin = from
  while (begin > 0 && from - begin < CLAUSE_MAX && edges[begin - 1] === 0) begin -= 1
  let end = to
  while (edges[end] === 0 && end - to < CLAUSE_MAX) end += 1
  const clause = text.slice(begin, end)
  return asksPlainly(clause) || (text[end] === '?' && OPENS_QUESTION.test(clause))
}

/** What a text about a patient has: an age, a sex, a person who is spoken of. */
const PATIENT =
  /\d ?(?:岁|y\/o|yo\b|yr|years? old|-year|月龄|天龄)|[男女]|本例|本患|该患|此患|我的患|\bpt\b|(?:this|my|the|our) patient|\b\d{2}[mf]\b|\b(?:he|she)\b/

/** Says outright that nobody is asked about: (teaching questions, no pt). */
const NOBODY =
  /\bno (?:specific |particular |real |named )?(?:pt|patient)s?\b(?=[ ]?[).,;:\n]|$)|\bnot (?:about )?an? (?:specific|particular|real) patient|\b(?:teaching|exam|quiz|viva|mcq|tutorial|journal club)\b[^.\n]{0,24}\bquestions?|(?:无|非)(?:具体|特定|实际)(?:患者|病人|病例)|不针对(?:具体|某)/
export const isOfNobody = (text: string): boolean => NOBODY.test(text)
export const isAboutPatient = (text: string): boolean => PATIENT.test(text) && !NOBODY.test(text)

/** What makes a question one about the patient, in a text about one. */
export const OF_PATIENT =
  /患者|患儿|病人|孕妇|产妇|其(?!他|它|余)|他|她|本例|该患|此患|现|目前|今|\d ?(?:岁|mg|g\b|mmol|mm ?hg|kpa|次|bpm|℃|°|[µμu]mol|ng|pg|u\/l|%|×10)|(?:已|正在)(?:用|服|予)|\b(?:pt|patient|he|she|his|her|him|this|my|our|the (?:man|woman|boy|girl|baby|child|mother)|they|now|today)\b|\d ?-?(?:yo|year|y\/o|m\b|f\b)/

/** In a question about nobody, what is named is no patient's; a drug is one that may come to be given. */
export const asKnowledge = ({ kind }: AssertedPlace): Partial<Assertion> =>
  kind === 'drug' ? { time: 'planned', modality: 'real' } : { modality: 'hypothetical' }
