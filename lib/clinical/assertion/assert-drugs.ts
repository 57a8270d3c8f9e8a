import { isPlain, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import { endCourse } from '@/lib/clinical/assertion/course-of-stay'
import { withoutDoses, type Said, type Verdict } from '@/lib/clinical/assertion/drug-cues'
import { doubtDrugs, type ReadDrug } from '@/lib/clinical/assertion/doubt-drugs'
import { Headings } from '@/lib/clinical/assertion/drug-headings'
import { isAdvised, isAtOnce } from '@/lib/clinical/assertion/drug-advice'
import { withoutOffered } from '@/lib/clinical/assertion/drug-askers'
import { rulingOf, type Ruling } from '@/lib/clinical/assertion/drug-clause'
import { fateOf } from '@/lib/clinical/assertion/drug-fate'
import { isReason, settle } from '@/lib/clinical/assertion/drug-settled'
import { swapsOf } from '@/lib/clinical/assertion/drug-swaps'
import { switchOf, type Switch } from '@/lib/clinical/assertion/drug-switch'
import {
  BEGAN,
  BRACKET_OF_ALL,
  clauseBefore,
  REACH,
  saidBefore,
  saidBehind,
  sentenceEnd,
} from '@/lib/clinical/assertion/drug-words'
import { isResumed } from '@/lib/clinical/assertion/stop-word'

/** How near behind a drug the word stands that it was started. */
const NEAR = 24
/** How far in front of a drug the one may be named who takes it. */
const SENTENCE = 150

const CLOSE = /^ ?(?:[、/+&-]|和|及其[他它]?|及|与|或|以及|联合|and other|and|or|, ?and)? ?$/
const LOOSE = /^[\s,，]*(?:and|及|和)?[\s]*$/
/** What speaks of all the members of a list, also where commas part them. */
const OF_ALL = /^ ?[:：(-]? ?(?:均|都|皆|全部|一并|both|all|were|have both|have all)/
type Join = 'close' | 'loose' | null

/** How two drugs that follow each other are joined: as one, as members of a list, or not at all. */
function joinOf(text: string, from: number, to: number): Join {
  if (to - from > REACH || to < from) return null
  const gap = withoutDoses(text.slice(from, to)).replace(/ {2,}/g, ' ')
  if (CLOSE.test(gap)) return 'close'
  return LOOSE.test(gap) ? 'loose' : null
}

const VERDICTS: Readonly<Record<Verdict | 'kept', Partial<Assertion>>> = {
  stopped: { time: 'stopped' },
  past: { time: 'past' },
  planned: { time: 'planned' },
  avoided: { polarity: 'absent' },
  kept: { polarity: 'present', time: 'now' },
}

const STARTED =
  /\b(?:re)?(?:started|commenced|initiated|begun)(?: on)? (?:[a-z]+ )?$|(?:开始|起)(?:口?服用?|使用|用|吃|予)$/
/** no chest pain on nitrates: what is denied is not the drug. */
const DENIED_ON =
  /\b(?:no|without|denies)(?! longer\b)(?: [a-z]+){1,4} (?:on|despite|since|after|with|while on|under) (?:[a-z]+ )?$/
const ENDED =
  /^[^，,。；;\n]{0,6}停(?!经)|^[^。；;\n]{0,14}[，,][^，,。；;\n拟待备若]{0,4}(?:已|叫|嘱|让|令|昨|今|现|早)[^，,。；;\n拟待备若]{0,4}停(?!经)|^[^,.;\n]{0,8}\b(?:stopped|discontinued)\b/
const STOP_IN_FRONT = /(?:\b(?:stop|hold|withhold|omit|pause|suspend)|停用?|暂停)[^,，;；.。]{0,12}$/
/** Words that open a question; `?start amiodarone` asks as well. What somebody is on is not what is asked about. */
const ASKS = /想问|请问|咨询/
/** `?start amiodarone` asks; the mark of `多少停？现服…` ended the sentence in front. */
const OPENS_WITH_MARK = /(?:^|[\s.,;:(。，；])\? ?[^ ?]$/
const WHILE_ON = /^[^，。；;?]{0,4}(?:期间|时|后|基础上|同时|的(?:患者|病人))|^ (?:users?|therapy|patients?)/
const TAKING =
  /(?:正在|目前|现|长期|一直|已)[^，。；;]{0,4}$|\b(?:is|are|already|currently|while|takes?|taking) (?:on )?$|\bon $/

/** 是否需要长期口服甲药: what is asked governs the words that would tell of taking. */
const WHETHER =
  /(?:是否|要不要|能否|可否|能不能|该不该|需不需要|有无必要|有没有必要|可不可以)[^，,。；;?]{0,10}$/

/** Whether somebody only asks about a drug that nothing says is taken. */
function isAsked(text: string, { from, to, front }: Drug, assertion: Assertion): boolean {
  if (isPlain(assertion)) {
    return (
      ASKS.test(front) ||
      OPENS_WITH_MARK.test(
        text.slice(Math.max(0, from - front.length - 3), from - front.length) + front.slice(0, 1),
      )
    )
  }
  return (
    assertion.modality === 'question' &&
    isPlain({ ...assertion, modality: 'real' }) &&
    (!TAKING.test(front) || WHETHER.test(front)) &&
    !WHILE_ON.test(text.slice(to, to + 12))
  )
}

interface Drug extends AssertedPlace {
  i: number
  join: Join
  front: string
  /** What stands in front of it, beyond its clause. */
  sentence: string
  swap: Switch
}

function drugsOf(text: string, edges: Uint8Array, places: readonly AssertedPlace[]): Drug[] {
  const drugs: Drug[] = []
  for (const [i, place] of places.entries()) {
    if (place.kind !== 'drug') continue
    const before = drugs.at(-1)
    const front = clauseBefore(text, edges, place.from).slice(-(place.from - (before?.to ?? 0)))
    const gap = before && { from: before.to, to: place.from }
    drugs.push({
      ...place,
      i,
      front,
      sentence: text.slice(Math.max(0, place.from - SENTENCE), place.from),
      join: gap ? joinOf(text, gap.from, gap.to) : null,
      swap: gap ? switchOf(text, gap, before.front) : null,
    })
  }
  return drugs
}

const DOSED = /^[^，,。；;、\n]{0,6}\d/
/** 停阿司匹林，奥美拉唑40mg iv: behind a comma, the first drug with a dose is no longer of a list without any. */
const opensOrder = (text: string, before: Drug | undefined, { join, from, to }: Drug): boolean =>
  join === 'loose' &&
  before !== undefined &&
  !/\d/.test(text.slice(before.to, from)) &&
  DOSED.test(text.slice(to, to + 8))

/** Which lists share the words behind their last member: all of them, those without commas, or none where a bracket is its own. */
function sharedBy(words: string): Join {
  if (BRACKET_OF_ALL.test(words)) return 'loose'
  if (OF_ALL.test(words) || OF_ALL.test(withoutDoses(words))) return 'loose'
  return /^ ?\(/.test(words) ? null : 'close'
}

/** What stands behind each drug, or behind the list of which it is a member. */
function behindOf(text: string, edges: Uint8Array, drugs: readonly Drug[]): (Said | null)[] {
  const behind: (Said | null)[] = []
  let shared: Join = null
  for (let k = drugs.length - 1; k >= 0; k -= 1) {
    const [drug, next] = [drugs[k], drugs[k + 1]]
    if (!drug) continue
    if (!next?.join) shared = sharedBy(text.slice(drug.to, drug.to + REACH))
    const ofList = next?.join && shared && (next.join === 'close' || shared === 'loose')
    behind[k] = ofList
      ? (behind[k + 1] ?? null)
      : saidBehind(text, edges, { from: drug.to, limit: next?.from ?? text.length })
  }
  return behind
}

const OWN_WORDS = /^ ?[\u4e00-\u9fff]{2}/
/** What the own clause of each drug says, in front of its list or behind the members that are joined closely. */
function rulingsOf(text: string, edges: Uint8Array, drugs: readonly Drug[]): (Ruling | null)[] {
  const rulings: (Ruling | null)[] = []
  let first = 0
  let last = -1
  for (const [k, drug] of drugs.entries()) {
    // 别开甲药，乙药可试: behind a comma, a drug with words of its own is no longer of the list.
    if (!drug.join || (drug.join === 'loose' && OWN_WORDS.test(text.slice(drug.to, drug.to + 8)))) first = k
    if (last < k) {
      last = k
      while (drugs[last + 1]?.join === 'close') last += 1
    }
    const to = drugs[last]?.to ?? drug.to
    // 甲药、乙药(入院即停): the bracket is of the last alone, unless it says of all.
    const behind = text.slice(to, to + REACH)
    const ofLast = k < last && /^ ?\(/.test(behind) && !BRACKET_OF_ALL.test(behind)
    const place = {
      from: drugs[first]?.from ?? drug.from,
      to,
      floor: drugs[first - 1]?.to ?? 0,
      limit: ofLast ? to : (drugs[last + 1]?.from ?? text.length),
    }
    rulings[k] = fateOf(text, place) ?? rulingOf(text, edges, place)
  }
  return rulings
}

/** What of a drug has been read so far. */
interface Read {
  front: Said | null
  behind: Said | null
  swap: Verdict | 'kept' | null
  next: Drug | undefined
  own: string
  resumed: boolean
}

/** What all the words around a drug say of it. */
function weigh(
  drug: Drug,
  { front, behind, swap, next, own, resumed }: Read,
  isAdvice: boolean,
): Verdict | 'kept' | null {
  // switched to docetaxel and completed: what took another's place has ended since.
  const over = drug.swap === 'forth' && swap === 'kept' && behind === 'stopped' && !resumed
  // 甲药停，要降脂换乙药再议: what has been stopped does not wait for what may come.
  const gone = next?.swap === 'plan' && ENDED.test(own)
  const told = over || gone ? 'stopped' : (swap ?? verdictOf(front, behind, resumed))
  const open = told === 'kept' ? drug.swap === 'forth' : told === null
  return isAdvice && open && isAdvised(drug.front, own, told !== null) ? 'planned' : told
}

/** Puts what is said of a drug into its assertion. */
function apply(
  text: string,
  drug: Drug,
  { assertion, says, next }: { assertion: Assertion; says: Verdict | 'kept' | null; next: Drug | undefined },
): void {
  if (says === 'kept') {
    if (assertion.time !== 'planned' || next?.swap === 'plan') Object.assign(assertion, VERDICTS.kept)
  } else if (says && (isPlain(assertion) || (says === 'avoided' && assertion.time === 'planned'))) {
    Object.assign(assertion, VERDICTS[says])
  } else if (
    !says &&
    assertion.time === 'past' &&
    (STARTED.test(drug.front) ||
      BEGAN.test(text.slice(drug.to, drug.to + NEAR).split(/[，,.。；;]/)[0] ?? ''))
  ) {
    assertion.time = 'now'
  }
  if (assertion.polarity === 'absent' && DENIED_ON.test(drug.front)) assertion.polarity = 'present'
  if (isAsked(text, drug, assertion)) assertion.time = 'planned'
}

/**
 * Looks a second time at drugs of which no cue has said anything: what is stopped, was a course, is planned or not given is none that
 * is taken. The list shares what stands in front of it and, joined closely, what stands behind it. Linear in the length of the text.
 */
export function assertDrugs(
  text: string,
  edges: Uint8Array,
  { places, assertions }: { places: readonly AssertedPlace[]; assertions: readonly Assertion[] },
): void {
  const drugs = withoutOffered(text, drugsOf(text, edges, places), assertions)
  const behinds = behindOf(text, edges, drugs)
  const swaps = swapsOf(text, drugs)
  const rulings = rulingsOf(text, edges, drugs)
  const headings = new Headings(text, edges, saidBefore)
  const read: ReadDrug[] = []
  let front: Said | null = null
  let ofHeading = false
  for (const [k, drug] of drugs.entries()) {
    const [next, behind] = [drugs[k + 1], behinds[k] ?? null]
    const heading = headings.until(drug.from, drug.to)
    const ownVerb = drug.join === 'loose' && behind === 'kept' && !next?.join
    if (!drug.join || ownVerb || opensOrder(text, drugs[k - 1], drug)) {
      const said = saidBefore(drug.front) ?? (isAtOnce(drug.front) ? 'current' : null)
      ofHeading = said === null
      front = said ?? heading
      // 建议：镇痛换对乙酰氨基酚: what is advised to change has not been changed.
      if (front === 'turn' && heading === 'planned') front = 'planned'
    }
    const assertion = assertions[drug.i]
    if (!assertion) continue
    if (isReason(drug.front) && (front === 'stopped' || front === 'avoided')) {
      front = null
      if (assertion.time === 'stopped') assertion.time = 'now'
    }
    const limit = next?.from ?? text.length
    const own = text.slice(drug.to, Math.min(limit, drug.to + REACH))
    const { isOfAllergies: ofAllergies, isAdvice, isOfDrugs } = headings
    const settled = settle(assertion, drug, { own, ruling: rulings[k] ?? null, ofAllergies })
    if (settled) {
      read.push({ ...drug, assertion, ...settled, ofAllergies })
      continue
    }
    const end = sentenceEnd(edges, { from: drug.to, limit })
    const resumed = isResumed(text.slice(drug.to, end), end === next?.from)
    // 手术计划：甲药已停一周: its own words go before the heading of a plan.
    const isOver = ofHeading && front === 'planned' && (behind === 'stopped' || behind === 'avoided')
    if (isOver && assertion.time === 'planned') assertion.time = 'now'
    const says = weigh(
      drug,
      { front: isOver ? null : front, behind, swap: swaps[k] ?? null, next, own, resumed },
      isAdvice,
    )
    // 若血钾>5.5停: what is to be stopped on a condition is taken until then.
    if (assertion.modality === 'hypothetical' && (says === 'stopped' || STOP_IN_FRONT.test(drug.front))) {
      Object.assign(assertion, { ...VERDICTS.kept, modality: 'real' })
      read.push({ ...drug, assertion, taken: true, kept: true })
      continue
    }
    apply(text, drug, { assertion, says, next })
    const taken = front === 'current' || front === 'turn' || behind === 'kept' || isOfDrugs
    const ordered = isAdvice || isOfDrugs
    read.push({ ...{ ...drug, assertion, taken, kept: says === 'kept' }, ofAllergies, ordered })
  }
  doubtDrugs(text, edges, read)
  endCourse(text, read)
}

/** What stands in front of a drug goes before what stands behind it; a stop that was undone keeps it. */
function verdictOf(front: Said | null, behind: Said | null, resumed: boolean): Verdict | 'kept' | null {
  const told = front === 'turn' || front === 'current' || front === null ? behind : front
  if (told === 'stopped' && resumed) return 'kept'
  if (front === 'past' && behind === 'kept') return 'kept'
  if (front === 'current' && told === 'past') return null
  return told === 'turn' || told === 'current' ? null : told
}
