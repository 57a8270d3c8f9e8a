import type { Term } from '@/lib/clinical/contract'

/** How far around a term its neighbourhood is read, in characters. */
const REACH = 40

/**
 * Words before a name that make another diagnosis of it: 下壁 ST 段抬高型|心肌梗死, inferior |infarction. Such a word is told by its last
 * character, since there are as many as there are diagnoses.
 */
const NARROWED = new RegExp(
  [
    String.raw`[型性期级度壁叶侧区段支源左右双后菌毒]\s?$`,
    String.raw`\b\w*(?:al|ar|ic|ior|ous|ive|ary|oid)[\s-]$`,
    String.raw`(?:-|\b(?:acute|subacute|elevation|acquired|induced|associated|related|left|right|type [12])[\s-])$`,
  ].join('|'),
  'i',
)
const WIDENED = new RegExp(
  [
    String.raw`^\s?(?:性|型|样|病毒|[链葡]|杆菌|球菌|后?综合征|相关|所致|疫苗|风险|病房|中心)`,
    String.raw`^(?:-|\s(?:syndrome|vaccin|risk|unit|type|related|associated|induced|due to))`,
  ].join('|'),
  'i',
)
/** A past or a relative's: 卒中史, history of stroke. */
const PAST_BEFORE = /(?:\b(?:history of|h\/o|prior|previous|past)\s(?:[\w-]+\s){0,2}|既往(?:有|患)?|曾患)$/i
const PAST_BEHIND = /^\s?(?:的)?(?:既往|家族|个人)?(?:病史|史)|^\s(?:family\s)?history\b/i
/** What a cause brings about is a sign there, and not the diagnosis that is made. */
const BROUGHT_ABOUT =
  /(?:导致|引起|造成|引发|诱发|[易可]致|\b(?:caus(?:e|es|ed|ing)|lead(?:s|ing)? to|led to|result(?:s|ed|ing)? in|induc(?:e|es|ing)|precipitat(?:es?|ing))\s(?:an?\s)?)(?:严重|明显|severe\s)?$/i
const NOT_NOW = new Set<Term['status']>(['history', 'stopped', 'family', 'hypothetical'])

/** Whether nothing but a blank parts two terms: they are one phrase then. */
const touches = (text: string, end: number, start: number) =>
  start >= end && start - end <= 1 && text.slice(end, start).trim() === ''

/**
 * Whether a term of a text is a diagnosis by itself, which its code may stand behind: not a shorter name inside a longer one, no past
 * or relative's one, and none that is only what something else brings about.
 */
export function isWholeDiagnosis(text: string, terms: readonly Term[], at: number): boolean {
  const term = terms[at]
  if (!term || term.kind !== 'diagnosis' || term.candidates || NOT_NOW.has(term.status)) return false
  const [before, behind] = [terms[at - 1], terms[at + 1]]
  if (before && touches(text, before.end, term.start)) return false
  if (behind && touches(text, term.end, behind.start)) return false
  const head = text.slice(Math.max(0, term.start - REACH), term.start).replace(/\*+/g, '')
  const tail = text.slice(term.end, term.end + REACH).replace(/\*+/g, '')
  return ![
    NARROWED.test(head),
    WIDENED.test(tail),
    PAST_BEFORE.test(head),
    PAST_BEHIND.test(tail),
    BROUGHT_ABOUT.test(head),
  ].includes(true)
}
