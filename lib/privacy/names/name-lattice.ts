import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import {
  beginsWardWord,
  isCompoundSurname,
  isFrequentSurname,
  wordCost,
  wordsAt,
} from '@/lib/privacy/names/name-costs'
import { shapesAt, type Candidate } from '@/lib/privacy/names/name-shapes'
import {
  adjectiveEndsAt,
  cuesOf,
  endsUntitled,
  eponymEndsAt,
  eponymGoesOnAt,
  sexListedAt,
  insideTranscription,
  isAddressed,
  isFunctional,
  isHan,
  isKindOfPeople,
  isOwnName,
  leftContext,
  predicateAt,
  rightContext,
  shortTitleAt,
  type LeftContext,
  type RightContext,
  type Role,
} from '@/lib/privacy/names/name-context'

/** A name in folded text: units `from` to `to`, exclusive; `form` says whether the surname stands alone. */
export interface HanName {
  from: number
  to: number
  form: 'full' | 'surname' | 'other'
  role?: Role
  /** A label or a description makes it a name whatever it is called. */
  sure: boolean
}

interface Step {
  cost: number
  from: number
  name?: HanName
}

/** A word of the clinic of two characters is this likely; a longer one hardly less. */
const CLINICAL = -8
const CLINICAL_UNIT = -0.4
/** An ordinary word of the ward begins where the name would. */
const WARD_PENALTY = -4
const FUNCTIONAL_PENALTY = -3
/** An everyday word is no name although a person's sex or age stands behind: 青年男性. */
const EVERYDAY_WORD = -10.2
/** What is told of a relative up to a mark, where it is no common word. */
const INTRODUCED = 4
const UNCOMMON_WORD = -11.5
/** 谭总: no word, so hardly anything else. */
const SHORT_TITLED = 2.5
/** What is told of a patient behind a name at the beginning of a clause. */
const PREDICATE = 5
/** A surname of two characters with two of a given name, behind a role. */
const COMPOUND = 8
/** Before a title a surname alone needs no other word in front. */
const TITLED_WEIGHT = -2

/** A text with its cue words, and what stands behind each place as far as it was asked for. */
class Surroundings {
  readonly cues: ReturnType<typeof cuesOf>
  private readonly behind: (RightContext | null)[] = []

  constructor(readonly text: string) {
    this.cues = cuesOf(text)
  }

  /** What stands behind a place; null where the head of an eponym does. */
  right(at: number): RightContext | null {
    const known = this.behind[at]
    if (known !== undefined) return known
    const context =
      eponymEndsAt(this.text, at) || adjectiveEndsAt(this.text, at) ? null : rightContext(this.text, at)
    this.behind[at] = context
    return context
  }
}

/** 请朱琳: a request goes to a person. */
const isAsked = (text: string, at: number, left: LeftContext): boolean =>
  left.kind === 'role' || (left.kind === 'verb' && /[请邀嘱]$/.test(text.slice(at - 1, at)))

/** What stands in front of a name and behind it. */
interface Sides {
  left: LeftContext
  right: RightContext
}

/** A transcribed name needs a person around it: 史密斯太太, 患者约翰逊, 请约翰逊会诊; 利福平 and 佩吉特 stand alone. */
const personAround = (text: string, at: number, { left, right }: Sides): boolean =>
  right.title === 'person' ||
  right.described === true ||
  /^[·•]/.test(text.slice(at - 1, at)) ||
  (left.kind !== 'clause' && left.kind !== 'inside' && left.kind !== 'verb') ||
  isAsked(text, at, left)

/** Where a surname stands. */
interface Stretch {
  at: number
  to: number
}

/** What speaks for a surname without a given name: a title, a relation at the beginning of a clause, 姓 before it; null without. */
function aloneWeight(text: string, { at, to }: Stretch, { left, right }: Sides): number | null {
  const unit = text[at] ?? ''
  const short =
    (left.kind === 'clause' || left.kind === 'verb') &&
    shortTitleAt(text, to) &&
    wordCost(text.slice(to, to + 2)) === undefined
  const alone = left.kind === 'surname' && !isHan(text[to])
  const ordinary = isFunctional(unit)
  const relation =
    right.title === 'relation' && left.kind === 'clause' && isFrequentSurname(unit) && !ordinary
  const called = (right.title === 'person' && !(ordinary && endsUntitled(text, at))) || relation
  if (!called && !short && !alone) return null
  return Math.max(left.weight, TITLED_WEIGHT) + (short ? SHORT_TITLED : right.weight)
}

/** 爱人芦苇，: up to a mark behind a relative hardly anything but a name stands, unless it is a common word. */
const isIntroduced = (text: string, { at, to }: Stretch, left: LeftContext): boolean =>
  left.kind === 'role' &&
  left.role === 'relative' &&
  !isHan(text[to]) &&
  !isFunctional(text[at] ?? '') &&
  !beginsWardWord(text, at) &&
  (wordCost(text.slice(at, to)) ?? -Infinity) < UNCOMMON_WORD

/** 艾孜买提手术推迟, 曹志祥肝功能: what heads eponyms stands behind names too, if a label, its elements or its length tell them. */
const isExcepted = (
  text: string,
  { at, left }: { at: number; left: LeftContext },
  shape: Candidate,
): boolean => {
  if (left.kind === 'label') return true
  if (left.kind === 'inside') return false
  if (shape.form === 'other') return shape.transcribed === false && shape.to - at > 2
  return shape.form === 'full' && isOwnName(text, { from: at, to: shape.to, asked: isAsked(text, at, left) })
}

function nameStep(
  around: Surroundings,
  { at, left }: { at: number; left: LeftContext },
  shape: Candidate,
): Step | null {
  const { text } = around
  const excepted = isExcepted(text, { at, left }, shape)
  const right = around.right(shape.to) ?? (excepted ? { weight: 0 } : null)
  if (!right || (right.weight < 4 && !excepted && eponymGoesOnAt(text, at, shape.to))) return null
  const inside = left.kind === 'inside'
  const weak = inside || left.kind === 'clause' || left.kind === 'verb'
  if (weak && right.weight < 4 && insideTranscription(text, { from: at, to: shape.to, inside })) return null
  if (shape.transcribed === true && !personAround(text, at, { left, right })) return null
  const clauseStart = left.kind !== 'inside'
  let weight = left.weight + right.weight
  if (shape.form === 'surname') {
    const alone = aloneWeight(text, { at, to: shape.to }, { left, right })
    if (alone === null) return null
    weight = alone
  }
  if (isIntroduced(text, { at, to: shape.to }, left) && shape.form === 'full') weight += INTRODUCED
  const labelled = left.kind === 'label' && !isHan(text[shape.to])
  const described = clauseStart && right.described === true && shape.form !== 'surname'
  const addressed =
    !isKindOfPeople(text.slice(at, shape.to)) &&
    clauseStart &&
    right.title === 'person' &&
    (right.role === 'patient' ? shape.form !== 'surname' : shape.to - at === 3)
  const header = right.described === true && (at === 0 || text[at - 1] === '\n')
  const told = left.kind === 'clause' && shape.form === 'full' && predicateAt(text, shape.to)
  // 患者欧阳和平: a compound surname behind who it is leaves hardly a doubt.
  if (left.kind === 'role' || left.kind === 'label') {
    if (shape.form === 'full' && shape.to - at === 4 && isCompoundSurname(text.slice(at, at + 2))) {
      weight += COMPOUND
    }
  }
  if (told) weight += shape.to - at > 2 ? PREDICATE : PREDICATE / 2
  // 高兴，男，32岁: nothing but a name stands before a sex between commas.
  const kind = isKindOfPeople(text.slice(at, shape.to))
  // 孙女喂饭: who somebody is opens the clause.
  if (kind && left.kind === 'clause' && right.described !== true) return null
  const listed = clauseStart && !kind && sexListedAt(text, shape.to)
  const everyday =
    !header &&
    !listed &&
    (wordCost(text.slice(at, shape.to)) ?? -Infinity) > EVERYDAY_WORD &&
    left.kind !== 'label'
  const foreign =
    addressed && (shape.form === 'other' || (left.kind === 'clause' && isAddressed(text, at, shape.to)))
  const sure = foreign || (!everyday && (labelled || described || addressed))
  if (sure) weight += (header || listed) && !kind ? 18 : 8
  else if (beginsWardWord(text, at) && !(told && shape.to - at > 2)) weight += WARD_PENALTY
  else if (left.kind !== 'role' && !right.title && isFunctional(text[at] ?? '')) weight += FUNCTIONAL_PENALTY
  const role = left.role ?? right.role
  return {
    cost: shape.cost + weight,
    from: at,
    name: { from: at, to: shape.to, form: shape.form, sure, ...(role ? { role } : {}) },
  }
}

/** Shares of single characters count their use inside longer words too. */
const SINGLE = -1

/** A single character between a name and the next word, or the end, is more often the end of the name. */
const leftOver = (text: string, to: number): number => (isHan(text[to]) ? -2.5 : -5)

const LIST = /^[、/和与及]$/

/** Keeps the likelier of two ways to a place. */
function offer(best: (Step | undefined)[], index: number, step: Step): void {
  const known = best[index]
  if (!known || step.cost > known.cost) best[index] = step
}

/** The best reading of one run of Han characters, `from` to `limit`, as words and names; returns the names. */
function readRun(
  around: Surroundings,
  { from, limit }: { from: number; limit: number },
  { dictionary, before }: { dictionary: Dictionary; before: HanName | undefined },
): HanName[] {
  const { text, cues } = around
  const best: (Step | undefined)[] = [{ cost: 0, from }]
  for (let at = from; at < limit; at += 1) {
    const reached = best[at - from]
    if (!reached) continue
    // 罗|总: the rest of the title is no leftover.
    const titled = reached.name?.form === 'surname' && shortTitleAt(text, at)
    for (const { to, cost } of wordsAt(text, at, limit)) {
      const lone = to === at + 1 && !titled ? SINGLE + (reached.name ? leftOver(text, to) : 0) : 0
      offer(best, to - from, { cost: reached.cost + cost + lone, from: at })
    }
    for (const { to } of dictionary.phrases.at(text, at)) {
      if (to > limit || to - at < 2) continue
      const cost = reached.cost + CLINICAL + CLINICAL_UNIT * (to - at - 2)
      offer(best, to - from, { cost, from: at })
    }
    let left = leftContext(text, at, cues)
    const inFront = at > from ? best[at - 1 - from]?.name : before?.to === at - 1 ? before : undefined
    const listed = inFront && LIST.test(text[at - 1] ?? '') ? inFront : undefined
    if (listed && left.weight < 1) {
      left = { kind: 'role', weight: 1, ...(listed.role ? { role: listed.role } : {}) }
    }
    for (const shape of shapesAt(around, { at, limit }, left)) {
      const step = nameStep(around, { at, left }, shape)
      if (step) offer(best, shape.to - from, { ...step, cost: reached.cost + step.cost })
    }
  }
  const names: HanName[] = []
  for (let at = limit; at > from;) {
    const step = best[at - from]
    if (!step) break
    if (step.name) names.push(step.name)
    at = step.from
  }
  return names.reverse()
}

/**
 * The personal names of folded text that read better as names than as words: the likeliest division of every run of Han
 * characters into words, clinical terms and names, by the shares of words, surnames and given-name characters and by what stands
 * around (a unigram lattice, Viterbi 1967). Only sentences that `wanted` takes are read. Linear in the length.
 */
export function readNames(
  text: string,
  dictionary: Dictionary,
  wanted: (from: number, to: number) => boolean = () => true,
): HanName[] {
  const around = new Surroundings(text)
  const names: HanName[] = []
  let sentence = { end: 0, wanted: false }
  for (let from = 0; from < text.length;) {
    if (!isHan(text[from])) {
      from += 1
      continue
    }
    if (from >= sentence.end) {
      const end = from + (/[\n。]|$/.exec(text.slice(from))?.index ?? 0)
      sentence = { end, wanted: wanted(from, end) }
    }
    if (!sentence.wanted) {
      from = sentence.end
      continue
    }
    let limit = from
    while (limit < text.length && isHan(text[limit])) limit += 1
    names.push(...readRun(around, { from, limit }, { dictionary, before: names.at(-1) }))
    from = limit
  }
  return names
}
