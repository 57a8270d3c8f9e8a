import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import {
  beginsWardWord,
  givenCost,
  isFrequentSurname,
  otherNamesAt,
  surnamesAt,
  wordCost,
  wordsAt,
} from '@/lib/privacy/names/name-costs'
import {
  adjectiveEndsAt,
  cuesOf,
  endsUntitled,
  eponymEndsAt,
  eponymGoesOnAt,
  sexListedAt,
  splitsTitle,
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
const OTHER_PENALTY = -1
/** A character that is no known surname may be one behind a label or role, where it is hardly a word. */
const UNKNOWN_SURNAME = -14
const RARE_WORD = -11
/** An everyday word is no name although a person's sex or age stands behind: 青年男性. */
const EVERYDAY_WORD = -10.2
/** 谭总: no word, so hardly anything else. */
const SHORT_TITLED = 2.5
/** What is told of a patient behind a name at the beginning of a clause. */
const PREDICATE = 3
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

interface Candidate {
  to: number
  cost: number
  form: HanName['form']
  /** Characters of transcription alone, as drugs and discoverers are written too. */
  transcribed?: boolean
}

/** Behind 小, 老 and 阿 at the beginning of a clause a surname stands alone. */
const DIMINUTIVE = /^[小老阿]$/

/** 赵钱慧敏: the surnames of both parents and two characters; how likely both are. */
const BOTH_SURNAMES = -4

/** 儿子建军: a given name alone behind a relative; how likely at least, and how much less than with a surname. */
const COMMON_GIVEN = -14
const GIVEN_ALONE = -5
const mayEndAt = (text: string, at: number): boolean =>
  !isHan(text[at]) || predicateAt(text, at) || /^[的说诉称也来了在到陪签]/.test(text[at] ?? '')

/** Names that may begin at a place, by their own characters alone. */
function shapesAt(
  { text, cues }: Surroundings,
  { at, limit }: { at: number; limit: number },
  left: LeftContext,
): Candidate[] {
  const found: Candidate[] = []
  const strong = left.kind !== 'inside' && left.kind !== 'clause'
  const nickname = DIMINUTIVE.test(text[at - 1] ?? '') && !isHan(text[at - 2])
  // Two weeks are no name: 2周复查, 近半周.
  if (text[at] === '周' && /[\d数余半两几近第每隔逐]/.test(text[at - 1] ?? '')) return []
  const surnames = surnamesAt(text, at)
  if (
    surnames.length === 0 &&
    strong &&
    left.kind !== 'verb' &&
    cues.get(at + 1)?.kind !== 'verb' &&
    (wordCost(text[at] ?? '') ?? 0) < RARE_WORD
  ) {
    surnames.push({ to: at + 1, cost: UNKNOWN_SURNAME })
  }
  for (const { to, cost } of surnames) {
    found.push({ to, cost, form: 'surname' })
    if (nickname || text[to] === '某') continue
    let sum = cost
    for (let end = to; end < Math.min(to + 2, limit); end += 1) {
      sum += givenCost(text[end] ?? '')
      const titled = end === to + 1 && splitsTitle(text, to)
      if (!splitsTitle(text, end) && !titled) found.push({ to: end + 1, cost: sum, form: 'full' })
    }
    const second = left.kind === 'inside' || to + 3 > limit ? undefined : surnamesAt(text, to)[0]
    if (second?.to === to + 1 && isFrequentSurname(text[to] ?? '')) {
      const rest = givenCost(text[to + 1] ?? '') + givenCost(text[to + 2] ?? '')
      found.push({ to: to + 3, cost: cost + second.cost + BOTH_SURNAMES + rest, form: 'full' })
    }
  }
  // 其女|方小娟: a relative that ends one character before has the surname behind it.
  const surnameInCue = cues.get(at - 1)?.role !== undefined && surnamesAt(text, at - 1).length > 0
  const alone = left.kind === 'role' && left.role === 'relative' && !surnameInCue
  if (alone && at + 2 <= limit && mayEndAt(text, at + 2)) {
    const cost = givenCost(text[at] ?? '') + givenCost(text[at + 1] ?? '')
    if (cost > COMMON_GIVEN) found.push({ to: at + 2, cost: cost + GIVEN_ALONE, form: 'other' })
  }
  for (const { to, cost, known } of otherNamesAt(text, at, limit)) {
    found.push({ to, cost: cost + OTHER_PENALTY, form: 'other', transcribed: !known })
  }
  return found
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

function nameStep(
  around: Surroundings,
  { at, left }: { at: number; left: LeftContext },
  shape: Candidate,
): Step | null {
  const { text } = around
  const excepted =
    left.kind === 'label' ||
    (shape.form === 'full' &&
      left.kind !== 'inside' &&
      isOwnName(text, { from: at, to: shape.to, asked: isAsked(text, at, left) }))
  const right = around.right(shape.to) ?? (excepted ? { weight: 0 } : null)
  if (!right || (right.weight < 4 && !excepted && eponymGoesOnAt(text, at, shape.to))) return null
  const inside = left.kind === 'inside'
  const weak = inside || left.kind === 'clause' || left.kind === 'verb'
  if (weak && right.weight < 4 && insideTranscription(text, { from: at, to: shape.to, inside })) return null
  if (shape.transcribed === true && !personAround(text, at, { left, right })) return null
  const clauseStart = left.kind !== 'inside'
  let weight = left.weight + right.weight
  if (shape.form === 'surname') {
    const short =
      (left.kind === 'clause' || left.kind === 'verb') &&
      shortTitleAt(text, shape.to) &&
      wordCost(text.slice(shape.to, shape.to + 2)) === undefined
    const alone = left.kind === 'surname' && !isHan(text[shape.to])
    const untitled = isFunctional(text[at] ?? '') && endsUntitled(text, at)
    if ((right.title !== 'person' || untitled) && !short && !alone) return null
    weight = Math.max(left.weight, TITLED_WEIGHT) + (short ? SHORT_TITLED : right.weight)
  }
  const labelled = left.kind === 'label' && !isHan(text[shape.to])
  const described = clauseStart && right.described === true && shape.form !== 'surname'
  const addressed =
    !isKindOfPeople(text.slice(at, shape.to)) &&
    clauseStart &&
    right.title === 'person' &&
    (right.role === 'patient' ? shape.form !== 'surname' : shape.to - at === 3)
  const header = right.described === true && (at === 0 || text[at - 1] === '\n')
  const told = left.kind === 'clause' && shape.form === 'full' && predicateAt(text, shape.to)
  if (told) weight += shape.to - at > 2 ? PREDICATE : PREDICATE / 2
  // 高兴，男，32岁: nothing but a name stands before a sex between commas.
  const kind = isKindOfPeople(text.slice(at, shape.to))
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

/** The best reading of one run of Han characters, `from` to `limit`, as words and names; returns the names. */
function readRun(
  around: Surroundings,
  { from, limit }: { from: number; limit: number },
  { dictionary, before }: { dictionary: Dictionary; before: HanName | undefined },
): HanName[] {
  const { text, cues } = around
  const best: (Step | undefined)[] = [{ cost: 0, from }]
  const offer = (to: number, step: Step) => {
    const known = best[to - from]
    if (!known || step.cost > known.cost) best[to - from] = step
  }
  const nameEndingAt = (at: number): HanName | undefined =>
    at === from - 1 || at < from ? (before?.to === at ? before : undefined) : best[at - from]?.name
  for (let at = from; at < limit; at += 1) {
    const reached = best[at - from]
    if (!reached) continue
    const onward = (to: number, cost: number, name?: HanName) =>
      offer(to, { cost: reached.cost + cost, from: at, ...(name ? { name } : {}) })
    // 罗|总: the rest of the title is no leftover.
    const titled = reached.name?.form === 'surname' && shortTitleAt(text, at)
    for (const { to, cost } of wordsAt(text, at, limit)) {
      const lone = to === at + 1 && !titled ? SINGLE + (reached.name ? leftOver(text, to) : 0) : 0
      onward(to, cost + lone)
    }
    for (const { to } of dictionary.phrases.at(text, at)) {
      if (to <= limit && to - at >= 2) onward(to, CLINICAL + CLINICAL_UNIT * (to - at - 2))
    }
    let left = leftContext(text, at, cues)
    const listed = LIST.test(text[at - 1] ?? '') ? nameEndingAt(at - 1) : undefined
    if (listed && left.weight < 1) {
      left = { kind: 'role', weight: 1, ...(listed.role ? { role: listed.role } : {}) }
    }
    for (const shape of shapesAt(around, { at, limit }, left)) {
      const step = nameStep(around, { at, left }, shape)
      if (step) onward(shape.to, step.cost, step.name)
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
 * around (a unigram lattice, Viterbi 1967). Linear in the length.
 */
export function readNames(text: string, dictionary: Dictionary): HanName[] {
  const around = new Surroundings(text)
  const names: HanName[] = []
  for (let from = 0; from < text.length;) {
    if (!isHan(text[from])) {
      from += 1
      continue
    }
    let limit = from
    while (limit < text.length && isHan(text[limit])) limit += 1
    names.push(...readRun(around, { from, limit }, { dictionary, before: names.at(-1) }))
    from = limit
  }
  return names
}
