import table from '@/lib/clinical/assertion/drug-clause.json'
import plain from '@/lib/clinical/assertion/drug-plain.json'
import { sentenceFrom, sentenceTo } from '@/lib/clinical/text/edges'

/** What the words of its own clause say of a drug, whatever stands around the clause; `open` says nothing of it being taken, `unchanged` forbids or asks about a change, `begun` was not given at first. */
export type Ruling = 'avoided' | 'planned' | 'kept' | 'unchanged' | 'begun' | 'past' | 'stopped' | 'open'

interface Rule {
  says: Ruling
  before: RegExp | null
  behind: RegExp | null
  /** Whether it takes words on both sides. */
  all: boolean
  /** Words on either side that take the rule back. */
  unless: RegExp | null
  /** Words of an earlier sentence that take it back: the course in which the time lies is told there. */
  earlier: RegExp | null
}
interface Row {
  says: string
  before: readonly string[]
  behind: readonly string[]
  all?: boolean
  unless?: string
  earlier?: string
}

const PARTS: Readonly<Record<string, string>> = plain.parts
/** Puts the parts into a pattern that names them: `{day}{begin}`. A part may name others. */
const whole = (pattern: string): string =>
  pattern.replace(/\{([a-z]+)\}/g, (_, name: string) => PARTS[name] ?? '')
const any = (words: readonly string[]) => (words.length > 0 ? new RegExp(words.map(whole).join('|')) : null)
const rulesOf = (rows: readonly Row[]): readonly Rule[] =>
  rows.map(({ says, before, behind, all = false, unless, earlier }) => ({
    says: says as Ruling,
    before: any(before),
    behind: any(behind),
    all,
    unless: unless === undefined ? null : new RegExp(unless),
    earlier: earlier === undefined ? null : new RegExp(earlier),
  }))
/** The verbs of taking in each tense, aspect and order; and behind them single ways to tell it. */
const PLAIN_RULES = rulesOf(plain.rules)
const RULES = rulesOf(table.rules)
const DOSE = new RegExp(plain.dose)

/** The words around a list: those of its clause in front and behind, and those of the sentence before. */
interface Words {
  front: string
  back: string
  earlier: string
}

function fits(rule: Rule, { front, back, earlier }: Words): boolean {
  const { before, behind, all, unless } = rule
  const [inFront, isBehind] = [before?.test(front) ?? false, behind?.test(back) ?? false]
  const told = all ? inFront && isBehind : inFront || isBehind
  return told && !unless?.test(front + back) && !rule.earlier?.test(earlier)
}

/** How far a clause is looked at in front of a drug and behind it. */
const REACH = 48
const REACH_BEHIND = 88
const NEXT = '\u0001'
/** `Tramadol? No`, `Ibuprofen: wanted; not with that kidney`: what the next words answer belongs to the drug. */
const ANSWERED = /^[?;] ?(?:[-–,] ?)?(?:no|not|never|avoid|不|别|勿|否|暂不)/

/** Norfloxacin once cefotaxime is over: the next drug has to end before this one begins. */
const AFTER_ANOTHER = /\b(?:after|once|when) $/
const IS_OVER = /^[a-z-]+ (?:course )?(?:is |has |are )?(?:over|done|finish\w*|complet\w*|stops|ends)\b/
const HAS_BEGUN = /\b(?:started|began|given|was|had|switched|changed|since)\b/

/** The place of a list of drugs that share their words: `from` its first, `to` behind its last, `limit` before what follows. */
export interface ListPlace {
  from: number
  to: number
  /** Where the drug in front ends. */
  floor: number
  limit: number
}

/** What the own clause of a list of drugs says; null where it holds none of the words that govern. */
export function rulingOf(text: string, edges: Uint8Array, place: ListPlace): Ruling | null {
  const { from, to, floor, limit } = place
  const begin = Math.max(floor, sentenceFrom(edges, from, REACH))
  let end = Math.min(limit, sentenceTo(edges, to, REACH_BEHIND))
  if (ANSWERED.test(text.slice(end, end + 8))) end = Math.min(limit, end + 16)
  const front = text.slice(begin, from)
  const own = text.slice(to, limit)
  if (
    end === limit &&
    AFTER_ANOTHER.test(own) &&
    IS_OVER.test(text.slice(limit, limit + REACH)) &&
    !HAS_BEGUN.test(front + own)
  ) {
    return 'planned'
  }
  // A mark of the next drug: a verb in front of it is not at an end.
  const behind = text.slice(to, end) + (end === limit && limit < text.length ? NEXT : '')
  const earlier = text.slice(Math.max(0, begin - REACH), begin)
  const undosed = behind.replace(DOSE, '')
  const rule =
    PLAIN_RULES.find((one) => fits(one, { front, back: undosed, earlier })) ??
    RULES.find((one) => fits(one, { front, back: behind, earlier }))
  return rule?.says ?? null
}
