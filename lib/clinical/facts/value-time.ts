import { cueBehind, timeCueAt, type TimeCue, type When } from '@/lib/clinical/facts/time-cue'
import { CLAUSE_EDGE } from '@/lib/clinical/text/edges'
import { firstAt } from '@/lib/clinical/text/first-at'

interface Governing extends TimeCue {
  /** Reaches to the end of its clause only. */
  short: boolean
  /** Opened a block: the lines behind `入院时：`. */
  block: boolean
}

/** What stands in front of a cue that opens its clause: a subject, a conjunction. */
const LEAD_IN =
  /(?:^|[，,。；;:：.\n(（、])[ ]?(?:患者|患儿|病人|其|于|并|而|且|但|the |her |his |on |at |in |and |but |with )?$/

/** One pass over the text that tells which cue of time governs a place. */
class Timeline {
  private at = 0
  private cue: Governing | null = null
  private readonly outer: (Governing | null)[] = []
  private clauseFrom = 0
  /** Where any cue of time stands. */
  readonly cues: number[] = []

  constructor(
    private readonly text: string,
    private readonly edges: Uint8Array,
  ) {}

  /** The cue in force at `to`; places are asked for in order. */
  until(to: number): Governing | null {
    while (this.at < to) this.at = this.step(this.at)
    return this.cue
  }

  private step(at: number): number {
    const { text } = this
    const unit = text[at]
    if (unit === '(' || unit === '（') this.outer.push(this.cue)
    if ((unit === ')' || unit === '）') && this.outer.length > 0) this.cue = this.outer.pop() ?? null
    if (this.edges[at] !== 0) this.close(at)
    const cue = timeCueAt(text, at)
    if (!cue) return at + 1
    if (cue.when) this.cues.push(cue.from)
    if (cue.when) this.open({ ...cue, when: cue.when })
    return cue.to
  }

  private close(at: number): void {
    const { text, cue } = this
    if (text[at] === ':') return
    this.clauseFrom = at + 1
    if (!cue) return
    if (this.edges[at] === CLAUSE_EDGE) {
      if (cue.short) this.cue = null
      return
    }
    this.outer.length = 0
    const lasting = cue.when === 'earlier' || cue.when === 'dated'
    if (text[at] === '\n') {
      if (text[at - 1] === ':') cue.block = true
      else if (!cue.block || text[at + 1] === '\n') this.cue = null
    } else if (!lasting && !cue.block) this.cue = null
  }

  private open(cue: TimeCue & { when: When }): void {
    const { text } = this
    const ends = this.edges[cue.to] !== 0 && text[cue.to] !== ':'
    const inBracket = this.outer.length > 0
    // 末次月经2周前，: what closes its clause dates what stands in front of it.
    if (ends && cue.when === 'past') return
    if (cue.when === 'next' && this.cue && this.cue.from >= this.clauseFrom) return
    if (cue.when === 'next' && this.cue === null && !inBracket) return
    // 3月前外院查: a place does not take back how long ago it was.
    const counted =
      this.cue?.when === 'past' && /[\d一二三四五六七八九十两数半]/.test(text[this.cue.from] ?? '')
    if (cue.when === 'earlier' && counted && (this.cue?.from ?? -1) >= this.clauseFrom) return
    const rest = /^[^，,。；;\n]{0,20}/.exec(text.slice(cue.to, cue.to + 20))?.[0] ?? ''
    const told = !/[\u4e00-\u9fff]/.test(text.slice(cue.from, cue.to)) || /[查测检验示复血]|\d/.test(rest)
    const opens = LEAD_IN.test(text.slice(Math.max(0, cue.from - 8), cue.from))
    const headed = /^[^，,。；;.\n:]{0,12}:/.test(text.slice(cue.to, cue.to + 14))
    const short =
      cue.when === 'extreme' || (cue.when === 'past' && !headed && !inBracket && (!opens || !told))
    this.cue = { ...cue, short, block: false }
  }
}

export interface TimedPlace {
  from: number
  to: number
  /** The same for all values of one label and specimen. */
  key: string
  /** How a value of the same key outdates it: by standing behind it, or only with a cue of time between. */
  outdated: 'always' | 'cue'
  /** The numbers, so that a value told twice is not outdated. */
  value: number
}

/** Whether one of the places in order lies from `from` to `to`. */
const hasCue = (places: readonly number[], from: number, to: number): boolean =>
  (places[firstAt(places, (place) => place >= from)] ?? Infinity) < to

const BRACKET = /^[^()（）\n]{0,8}[(（][^()（）\n]{0,24}$/
const STEPPED = /(?:\bto|→|->|>|至|到) ?$/
const STARTS_SERIES = /(?:由|从|自|from(?: the)?) ?$/
/** How far apart two values may stand to be compared. */
const APART = 600
/** Two values of one label that stand side by side: another arm, posture, meal, eye. */
const ASIDE =
  /[左右]|卧|坐|立位|餐|空腹|随机|\barm\b|\bleft\b|\bright\b|lying|standing|supine|sitting|fasting|postprandial/

const LEAVES = /出院时|出院前|出院当日|(?:at|on|upon|day of|before|prior to) discharge/

const begins = (cue: TimeCue | null | undefined): boolean => cue?.when === 'now' || cue?.when === 'next'

/**
 * `from 98 in January to 143`, `由上周的32升至88`: the cue of the first value of a series does not date its last.
 */
function isOfFirst(text: string, from: number, { when, ...cue }: Governing): boolean {
  if (when !== 'past' || !STEPPED.test(text.slice(Math.max(0, from - 4), from))) return false
  return (
    !/\d/.test(text.slice(cue.to, from)) ||
    STARTS_SERIES.test(text.slice(Math.max(0, cue.from - 10), cue.from))
  )
}

/**
 * For each value, in the order of the text, whether it is an earlier one. A value that nothing dates is of now, unless a later one
 * of the same label outdates it. Linear in the length of the text.
 */
export function areEarlier(text: string, edges: Uint8Array, places: readonly TimedPlace[]): boolean[] {
  const timeline = new Timeline(text, edges)
  const cues = places.map(({ from, to }) => {
    const governing = timeline.until(to - 1)
    return cueBehind(text, to) ?? (governing && isOfFirst(text, from, governing) ? null : governing)
  })
  const latest = { year: 0, short: 0 }
  for (const cue of cues) {
    if (cue?.day?.year) latest.year = Math.max(latest.year, cue.day.number)
    else if (cue?.day) latest.short = Math.max(latest.short, cue.day.number)
  }
  const discharge = text.search(LEAVES)
  /** Labels of which some value is told to be of now. */
  const current = new Set(places.flatMap(({ key }, i) => (begins(cues[i]) ? [key] : [])))
  const earlier: boolean[] = []
  const later = new Map<string, TimedPlace>()
  const newer = new Set<string>()
  const told = new Set<string>()
  let begun = false
  for (let i = places.length - 1; i >= 0; i -= 1) {
    const [place, cue] = [places[i], cues[i]]
    if (!place) continue
    const leaving = discharge > place.to
    earlier[i] = begins(cue)
      ? false
      : cue?.when === 'past' || cue?.when === 'extreme'
        ? true
        : cue?.when === 'earlier'
          ? begun || leaving || told.has(place.key) || current.has(place.key)
          : cue?.day
            ? cue.day.number < (cue.day.year ? latest.year : latest.short) || newer.has(place.key)
            : newer.has(place.key)
    const before = places[i - 1]
    // `Hb 84 (pre-op 119)`: what stands in brackets behind a value of the same label is the other one.
    if (before?.key === place.key && BRACKET.test(text.slice(before.to, place.from)) && !begins(cue)) {
      earlier[i] = true
    }
    const next = later.get(place.key)
    if (
      !earlier[i] &&
      next &&
      next.from - place.to < APART &&
      next.value !== place.value &&
      !ASIDE.test(text.slice(place.from, next.to))
    ) {
      const between = hasCue(timeline.cues, place.to, next.to)
      earlier[i] = place.outdated === 'always' || between
    }
    if (!earlier[i]) later.set(place.key, place)
    if (begins(cue)) {
      newer.add(place.key)
      begun = true
    }
    if (!earlier[i]) told.add(place.key)
  }
  return earlier
}
