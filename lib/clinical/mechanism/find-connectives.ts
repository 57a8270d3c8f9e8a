import type { EdgeKind } from './contract'
import words from './connectives.json'

/** A causal word or arrow in a sentence. Positions count from the sentence's start. */
export interface Connective {
  start: number
  end: number
  kind: EdgeKind
  /** `forward`: the cause stands before it; `backward`: after it. */
  direction: 'forward' | 'backward'
  /** True where the sentence denies it, doubts it or asks about it: it parts the phrases and makes no edge. */
  denied: boolean
  /** True for the arrow signs, which may open a line. */
  arrow: boolean
}

interface Pattern extends Pick<Connective, 'kind' | 'direction' | 'arrow'> {
  pattern: RegExp
  /** Also an ordinary noun or a verb without object: then it counts only with an object after it. */
  weak: boolean
}

const union = (sources: readonly string[]) => [...sources].sort((a, b) => b.length - a.length).join('|')

function patterns(): Pattern[] {
  const zh = (sources: readonly string[], rest: Omit<Pattern, 'pattern' | 'arrow'>): Pattern[] =>
    sources.length > 0 ? [{ ...rest, arrow: false, pattern: new RegExp(union(sources), 'g') }] : []
  const en = (sources: readonly string[], rest: Pick<Pattern, 'kind' | 'direction'>): Pattern => ({
    ...rest,
    weak: false,
    arrow: false,
    pattern: new RegExp(`\\b(?:${union(sources)})\\b`, 'gi'),
  })
  const arrow = (sources: readonly string[], rest: Pick<Pattern, 'kind' | 'direction'>): Pattern => ({
    ...rest,
    weak: false,
    arrow: true,
    pattern: new RegExp(union(sources), 'g'),
  })
  const kinds = ['causes', 'activates', 'inhibits'] as const
  return [
    arrow(words.arrows.backward, { kind: 'causes', direction: 'backward' }),
    arrow(words.arrows.forward, { kind: 'causes', direction: 'forward' }),
    arrow(words.arrows.inhibits, { kind: 'inhibits', direction: 'forward' }),
    ...zh(words.zh.backward.causes, { kind: 'causes', direction: 'backward', weak: false }),
    ...kinds.flatMap((kind) => [
      ...zh(words.zh.strong[kind], { kind, direction: 'forward', weak: false }),
      ...zh(words.zh.weak[kind], { kind, direction: 'forward', weak: true }),
      en(words.en.backward[kind], { kind, direction: 'backward' }),
      en(words.en.forward[kind], { kind, direction: 'forward' }),
    ]),
  ]
}
const PATTERNS = patterns()

/** What stands after a weak word where it is no verb with an object: an end, a noun's suffix, or a list. */
const NO_OBJECT = /^\s*(?:$|[，,、。；;：:)）的后时性剂和及与或期型相物因状作子])/
/** Denials right before the word: 不会(导致), 未引起, 是否…; does not, cannot, whether. */
const DENIED_ZH =
  /(?:不|未|无|没有|没|非|避免|防止|预防|难以|是否)(?:会|能|可|再|直接|必然|一定|足以|可能|曾|明显)*$/
const DENIED_EN =
  /(?:\b(?:not|never|cannot|without|rarely|hardly|neither|nor|whether it|fails? to|failed to|no longer)|n['’]t)(?:\s+(?:be|been|being|directly|necessarily|usually|always|itself|it))*\s*$/i
const PREVENTED_EN = /\b(?:prevents?|preventing|avoids?)\b[^,;]*\bfrom\s+$/i
/** Doubt over the whole sentence. */
const DOUBTED =
  /没有证据|无证据|证据不足|尚不清楚|尚未证实|\bno evidence\b|\bunclear whether\b|\bnot known whether\b/i

function isDenied(before: string): boolean {
  return DENIED_ZH.test(before) || DENIED_EN.test(before) || PREVENTED_EN.test(before)
}

function candidates(sentence: string): (Connective & { weak: boolean })[] {
  const found = PATTERNS.flatMap(({ pattern, ...rest }) =>
    [...sentence.matchAll(pattern)].map((match) => ({
      ...rest,
      start: match.index,
      end: match.index + match[0].length,
      denied: false,
    })),
  )
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  let end = 0
  return found.filter((one) => {
    if (one.start < end) return false
    end = one.end
    return true
  })
}

/** True when the passive 被 opens the phrase before: then the word needs no object (补体被内毒素激活). */
const PASSIVE = /被[^，,。；;]+$/

/** The causal words of one sentence in order, none inside another. */
export function findConnectives(sentence: string): Connective[] {
  const all = candidates(sentence)
  const doubted = DOUBTED.test(sentence)
  return all
    .filter(({ weak, start, end }, i) => {
      if (!weak || PASSIVE.test(sentence.slice(0, start))) return true
      return !NO_OBJECT.test(sentence.slice(end)) && all[i + 1]?.start !== end
    })
    .map(({ start, end, kind, direction, arrow }) => {
      const denied = doubted || isDenied(sentence.slice(0, start))
      return { start, end, kind, direction, arrow, denied }
    })
}
