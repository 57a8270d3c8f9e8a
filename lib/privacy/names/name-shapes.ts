import {
  givenCost,
  isFrequentSurname,
  otherNamesAt,
  surnamesAt,
  wordCost,
} from '@/lib/privacy/names/name-costs'
import {
  isHan,
  predicateAt,
  splitsTitle,
  type cuesOf,
  type LeftContext,
} from '@/lib/privacy/names/name-context'

type Cues = ReturnType<typeof cuesOf>

/** A character that is no known surname may be one behind a label or role, where it is hardly a word. */
const UNKNOWN_SURNAME = -14
const RARE_WORD = -11
const OTHER_PENALTY = -1

/** A name by its own characters: where it ends and how likely it is. */
export interface Candidate {
  to: number
  cost: number
  form: 'full' | 'surname' | 'other'
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
  !isHan(text[at]) ||
  predicateAt(text, at) ||
  /^[的说诉称也来了在到陪签要去给已没不从打送接今昨明后喂帮抱扶照煮买取看守问吃喝睡哭拿推背煎煨熬发烧咳吐晕摔早晚夜上下回返走坐站]/.test(
    text[at] ?? '',
  )

/** Names that may begin at a place, by their own characters alone. */
export function shapesAt(
  { text, cues }: { text: string; cues: Cues },
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
      // 彭氏方: what is named after somebody.
      if (text[to] === '氏') continue
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
