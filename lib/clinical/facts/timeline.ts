import timeCues from '@/lib/clinical/facts/time-cues.json'
import { timeCueAt, type TimeCue, type When } from '@/lib/clinical/facts/time-cue'
import { LEAVES } from '@/lib/clinical/facts/stay'
import { CLAUSE_EDGE, SENTENCE_EDGE } from '@/lib/clinical/text/edges'

/** The night of a note is of its day: what was measured in it is of now until the same is measured again. */
export const PARTS_OF_DAY: ReadonlySet<string> = new Set(timeCues.parts_of_day)
/** Words that begin with a part of the day. */
export const OF_DAY = new RegExp(`^(?:${timeCues.parts_of_day.join('|')})`)
const isPartOfDay = (text: string, { from, to }: { from: number; to: number }): boolean =>
  PARTS_OF_DAY.has(text.slice(from, to))

/** The cue of time that governs a place, and how far it reaches. */
export interface Governing extends TimeCue {
  /** Reaches to the end of its clause only. */
  short: boolean
  /** Opened a block: the lines behind `入院时：`. */
  block: boolean
  /** Its own sentence has ended. */
  behind?: boolean
  /** What was in force in the same sentence before it. */
  over?: Governing | null
  /** 眼下：…。…: it opens its line with a colon, and its sentences are all of now. */
  heads?: boolean
  /** It dates the one number behind it. */
  alone?: boolean
  /** It turned from what is of now to then: the next sentence is of now again. */
  aside?: boolean
}

/** one night in June, when his sats were 84%: the clause behind the comma is of the same time. */
const GOES_ON = /^ ?(?:when|where|at which|during which|at that time|当时|其时|彼时|那时)/
/** Echo last year normal, LVEF 62%: what only a study measures is of the time of that study, behind a comma as well. */
const STUDIES = [
  /\b(?:echo\w*|tte|toe|tee|heart scan|cardiac (?:mri|scan)|cmr|muga|ventriculogram)\b|心脏?彩超|心超|超声心动|心脏?彩色|心脏?b超|心脏?超声|心脏磁共振/,
  /\b(?:pfts?|spirometry|lung function|pulmonary function)\b|肺功能/,
]
const MEASURED_IN = [
  /^ ?(?:with |and |but )?(?:an? |the |his |her )?(?:lv ?ef|ef\b|ejection|left ventricular ejection|pasp|rvsp|射血分数|左室射血|左心室射血|肺动脉)/,
  /^ ?(?:with |and |but )?(?:fev1|fvc|dlco|tlco|一秒率|用力肺活量)/,
]
/** How near behind a date the words stand that belong to it. */
const NEXT_TO = 4
/** What stands in front of a cue that opens its clause: a subject, a conjunction. */
const LEAD_IN =
  /(?:^|[，,。；;:：.\n(（、])[ ]?(?:患者|患儿|病人|其|于|并|而|且|但|the |her |his |on |at |in |and |but |with )?$/

/** previously on 125 mcg: what is told of that time is no value. */
const IS_ON = /^ (?:on|taking|took|treated|given|known|diagnosed|well|had)\b/

/** 上月本院: where something was measured, which takes nothing back of how long ago that was. */
const OURS = /^(?:[我本](?:院|科)|here)$/

/** Words that open the history of a patient. */
const HISTORY = /^(?:既往|平素|平时|曾|曾经|以往|过往|之前|以前)$/
const REPEAT = /(?:\b(?:repeat(?:ed)?|rpt|recheck(?:ed)?)|复查|复测)[^.;。；\n]{0,16}[,，(（] ?$/

/** One pass over the text that tells which cue of time governs a place. */
export class Timeline {
  private at = 0
  private cue: Governing | null = null
  private readonly outer: (Governing | null)[] = []
  private clauseFrom = 0
  /** The cue that was in force before the one that is. */
  private replaced: Governing | null = null
  /** Where the last cue of now ended in the sentence, -1 without one. */
  private now = -1
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
    if (unit === '(' || unit === '（') this.enterBracket(at)
    if ((unit === ')' || unit === '）') && this.outer.length > 0) this.leaveBracket(at)
    if (unit === ' ' && this.endsHistory(at)) this.cue = null
    if (this.edges[at] !== 0) this.close(at)
    const cue = timeCueAt(text, at)
    if (!cue) return at + 1
    if (cue.when) this.cues.push(cue.from)
    if (cue.when) this.open({ ...cue, when: cue.when })
    return cue.to
  }

  /** switched after neutropenia (ANC 0.6): what explains a reason is of the time of that reason. */
  private enterBracket(at: number): void {
    const { cue, text } = this
    this.outer.push(cue)
    const reason = cue?.when === 'next' && /^(?:after|following)$/.test(text.slice(cue.from, cue.to))
    if (reason && /^[a-z -]{2,32}$/.test(text.slice(cue.to, at).trim())) this.cue = this.replaced
  }

  /** 既往胃溃疡 嗜烟 Hb 92g/L: in a note without marks a blank ends what is told of the past. */
  private endsHistory(at: number): boolean {
    const { cue, text } = this
    if (cue?.when !== 'past' || this.outer.length > 0 || cue.block || at - cue.to > 40) return false
    return (
      HISTORY.test(text.slice(cue.from, cue.to)) &&
      /^[^\d ][^ ,，。；;:]{2,}$/.test(text.slice(cue.to, at)) &&
      !/^[ :]?\d/.test(text.slice(at + 1, at + 3))
    )
  }

  /** A bracket dates what stands in it; one that holds nothing but the date heads what follows: 血气（今）, Labs (today). */
  private leaveBracket(at: number): void {
    const outer = this.outer.pop() ?? null
    const { text, cue } = this
    const heads =
      cue !== null &&
      cue.to === at &&
      // 今日化验（括号昨日）: the bracket tells what brackets hold, and heads nothing.
      !/[(（] ?(?:括号|in brackets|brackets?)/.test(text.slice(Math.max(0, cue.from - 14), cue.from)) &&
      /[(（]/.test(text[cue.from - 1] ?? '') &&
      !/\d[^\d，。；;\n]{0,12}$/.test(text.slice(Math.max(0, cue.from - 13), cue.from - 1)) &&
      /^[):： ]{0,3}[a-z\u4e00-\u9fff]/.test(text.slice(at, at + 6))
    if (!heads) this.cue = outer
  }

  /** Whether the clause that ends at `at` names a study of the time of a cue, and what follows is measured in it. */
  private isOfStudy(cue: Governing, at: number): boolean {
    const { text } = this
    if (cue.when !== 'past') return false
    const told = text.slice(Math.max(0, cue.from - 32), at)
    const next = text.slice(at + 1, at + 24)
    return STUDIES.some((study, i) => MEASURED_IN[i]?.test(next) === true && study.test(told))
  }

  private close(at: number): void {
    const { text, cue } = this
    if (text[at] === ':') return
    this.clauseFrom = at + 1
    if (this.edges[at] !== CLAUSE_EDGE && !/[;；]/.test(text[at] ?? '')) this.now = -1
    if (!cue) return
    if (this.edges[at] === CLAUSE_EDGE) {
      if (cue.short && this.isOfStudy(cue, at)) return
      if (cue.short && !GOES_ON.test(text.slice(at + 1, at + 16))) this.cue = null
      else if (cue.short) this.cue = { ...cue, short: false }
      return
    }
    this.outer.length = 0
    if (cue.alone) {
      this.cue = null
      return
    }
    const lasts = (one: Governing): boolean =>
      (one.when === 'now' && one.heads === true) ||
      (((one.when === 'earlier' && !isPartOfDay(text, one)) || one.when === 'dated') && !one.aside)
    const lasting = lasts(cue)
    this.cue = { ...cue, behind: true, over: cue.over && lasts(cue.over) ? cue.over : null }
    if (text[at] === '\n') {
      if (text[at - 1] === ':') this.cue = { ...cue, block: true }
      else if (!cue.block || text[at + 1] === '\n') this.cue = null
    } else if (!lasting && !cue.block) this.cue = null
  }

  /** 3月前外院查, 上月本院, 去年11月出院时: a place, or a leaving right behind, does not take back how long ago it was. */
  private isOfPast(cue: TimeCue & { when: When }): boolean {
    const { cue: said, text } = this
    if (said?.when !== 'past' || said.from < this.clauseFrom) return false
    const words = text.slice(cue.from, cue.to)
    const counted = /[\d一二三四五六七八九十两数半]/.test(text[said.from] ?? '')
    const near = cue.from - said.to <= NEXT_TO && !/[\d，,]/.test(text.slice(said.to, cue.from))
    if (cue.when === 'earlier') return counted || near
    return cue.when === 'now' && near && (LEAVES.test(words) || OURS.test(words))
  }

  /** CRP 8mg/L，术前是92mg/L: a time between a value and a number without a name is of that number. */
  private isCompared({ from, to, when }: TimeCue & { when: When }): boolean {
    const { text } = this
    return (
      (when === 'past' || when === 'earlier') &&
      /\d[^\d，,；;。\n]{0,10}[,，;；] ?$/.test(text.slice(Math.max(0, from - 14), from)) &&
      /^ ?(?:[是为:：]|was |at )? ?\d/.test(text.slice(to, to + 6)) &&
      !timeCueAt(text, to + (/^ ?(?:[是为:：]|was |at )? ?/.exec(text.slice(to, to + 6))?.[0].length ?? 0))
    )
  }

  /** 今日基线, today's baseline: the day of the note, and no time of before. */
  private isOfNow(cue: TimeCue & { when: When }): boolean {
    const { cue: said, text } = this
    return (
      cue.when === 'past' &&
      said?.when === 'now' &&
      cue.from - said.to <= 3 &&
      !/[\d，,。；;(（]/.test(text.slice(said.to, cue.from)) &&
      /^(?:基线|基础|baseline)/.test(text.slice(cue.from, cue.to))
    )
  }

  /** Repeat at 1850, pre-antivenom: what a repeat came before is no earlier time. */
  private isOfRepeat({ from, to, when }: TimeCue & { when: When }): boolean {
    const { text } = this
    return (
      when === 'earlier' &&
      /^pre|前$/.test(text.slice(from, to)) &&
      REPEAT.test(text.slice(Math.max(0, from - 28), from))
    )
  }

  private open(cue: TimeCue & { when: When }): void {
    const { text } = this
    const ends =
      (this.edges[cue.to] !== 0 && text[cue.to] !== ':') || /^ [-–—] /.test(text.slice(cue.to, cue.to + 3))
    const inBracket = this.outer.length > 0
    // 末次月经2周前，: what closes its clause dates what stands in front of it.
    if (ends && cue.when === 'past' && !GOES_ON.test(text.slice(cue.to + 1, cue.to + 16))) return
    // 股骨颈骨折术前。: what closes its sentence is no date of the next.
    if (cue.when === 'earlier' && this.edges[cue.to] === SENTENCE_EDGE && text[cue.to] !== '\n') return
    const said = this.cue && this.cue.from >= this.clauseFrom
    // 查体：BP 138/88（产后6周116/72）: the bracket tells of its own time.
    if (cue.when === 'next' && said && this.outer.at(-1) !== this.cue) return
    if (cue.when === 'next' && this.cue === null && !inBracket) return
    if (this.isOfPast(cue) || this.isOfRepeat(cue) || this.isOfNow(cue)) return
    const rest = /^[^，,。；;\n]{0,20}/.exec(text.slice(cue.to, cue.to + 20))?.[0] ?? ''
    const told = !/[\u4e00-\u9fff]/.test(text.slice(cue.from, cue.to)) || /[查测检验示复血]|\d/.test(rest)
    const opens = LEAD_IN.test(text.slice(Math.max(0, cue.from - 8), cue.from))
    const headed = /^[^，,。；;.\n:]{0,12}:/.test(text.slice(cue.to, cue.to + 14))
    // GP bloods last week, last clinic 2/52 ago: what opened the clause did so for both.
    const opened = said && !this.cue?.behind ? this.cue : null
    const joins = opened?.when === 'earlier' || (opened?.when === 'past' && !opened.short)
    // 尿素由入院18.2降至9.1，血钠138: what opens a series dates nothing behind its clause.
    const first =
      /(?:由|从|自|\bfrom(?: the)?) ?$/.test(text.slice(Math.max(0, cue.from - 9), cue.from)) &&
      /^[^，,。；;\n]{0,8}\d/.test(rest)
    const alone = !inBracket && this.isCompared(cue)
    const short =
      first ||
      alone ||
      cue.when === 'extreme' ||
      (cue.when === 'past' && IS_ON.test(rest)) ||
      (cue.when === 'past' && !headed && !inBracket && !joins && (!opens || !told))
    this.replaced = this.cue
    const aside = cue.when === 'earlier' && this.now >= 0 && /\d/.test(text.slice(this.now, cue.from))
    if (cue.when === 'now' && !inBracket) this.now = cue.to
    const heads =
      text[cue.to] === ':' &&
      /(?:^|\n)[^a-z\d\u4e00-\u9fff]{0,4}$/.test(text.slice(Math.max(0, cue.from - 5), cue.from))
    this.cue = {
      ...{ ...cue, short, block: false, over: this.replaced },
      ...(aside ? { aside } : {}),
      ...(alone ? { alone } : {}),
      ...(heads ? { heads } : {}),
    }
  }
}
