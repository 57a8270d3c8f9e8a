import { HEADINGS, type Said } from '@/lib/clinical/assertion/drug-cues'
import { isOfDrugs } from '@/lib/clinical/assertion/drug-doubt'

/** How long a heading may be. */
const LONGEST = 40

/** What stands under a plan of treatment is ordered, unless its own words put it off. */
const ORDERS = /^[ -]*(?:诊疗计划|治疗计划|处理|处置|plan|a\/p|p|recs?|recommendations)[ \d]*$/

const PLANS = /plan|计划/
const BEFORE_WORK =
  /\bpre-?(?:an?aesthetic|op(?:erative)?) (?:assessment|clinic|visit|review|evaluation)|\ban?aesthetic (?:assessment|pre)|术前(?:麻醉)?(?:访视|评估)|麻醉前/
/** 诱导后…, 术毕…, 肌松用…: in a visit before an operation, what is for the day to come. */
const AT_WORK = /(?:(?:诱导|插管|麻醉)(?:后|时|前)|术毕|术中|关腹前|肌松)[^，,。；;\n]{0,6}$/
/** How far a note names itself in. */
const TITLE = 120
/** Under a mere plan, what has its dose and how often is an order. */
const PLAN = /^[ -]*(?:下一?步)?计划[ \d]*$/
const DOSED =
  /^[^，,。；;\n]{0,12}(?:\b(?:prn|qd|bid|tid|qid|qn|qod|q\d+h|q\d+w)\b|每[日天晚周]|一日|口服|静滴|皮下|睡前|必要时|继续|续)/

/** The verb that opens a row, and what it says of the drugs of that row. */
const ROW = /^ ?(start|started|continue|continued|stop|stopped|consider)\b(?! ?:)/
const ROW_SAYS: Readonly<Record<string, Said>> = {
  ...{ stop: 'stopped', stopped: 'stopped', consider: 'planned' },
  ...{ start: 'current', started: 'current', continue: 'current', continued: 'current' },
}
const ROW_MEMBER = /[;；] ?$/

/** What the heading says under which a place stands: `停用药物：`, `Plan:`, over the items of a list. Places are asked for in order. */
export class Headings {
  private at = 0
  private says: Said | null = null
  /** Whether the heading stands over orders or what is taken. */
  isOfDrugs = false
  private isPlan = false
  /** A visit before an operation: its plan is for the day to come. */
  private readonly beforeWork: boolean
  /** The line of the last place asked for, the mark of its end not in it. */
  private line = { from: 0, to: -1 }

  constructor(
    private readonly text: string,
    private readonly edges: Uint8Array,
    /** What the words of a clause say of a drug behind them. */
    private readonly saidBefore: (clause: string) => Said | null,
  ) {
    this.beforeWork = BEFORE_WORK.test(text.slice(0, TITLE))
  }

  /** What the heading over the drug from `to` to `end` says. */
  until(to: number, end: number): Said | null {
    for (; this.at < to; this.at += 1) if (this.edges[this.at] !== 0) this.edge(this.at)
    if (this.beforeWork && AT_WORK.test(this.text.slice(Math.max(0, to - 12), to))) return 'planned'
    return this.rowSays(to) ?? this.headingSays(end)
  }

  private headingSays(end: number): Said | null {
    return this.isPlan && DOSED.test(this.text.slice(end, end + 24)) ? null : this.says
  }

  /** What the first word of the row of a list of medicines says: START …⏎STOPPED …⏎CONTINUE …. */
  private rowSays(to: number): Said | null {
    const { text } = this
    // Stop diclofenac, use paracetamol: words of its own speak of the drug alone.
    if (!ROW_MEMBER.test(text.slice(Math.max(0, to - 2), to))) return null
    const { from, to: end } = this.lineOf(to)
    const wordAt = (at: number) => ROW.exec(text.slice(at, at + 16))?.[1]
    const word = wordAt(from)
    if (!word) return null
    const others = [
      from > 0 ? wordAt(text.lastIndexOf('\n', from - 2) + 1) : undefined,
      end < text.length ? wordAt(end + 1) : undefined,
    ]
    return others.some((other) => other && other !== word) ? (ROW_SAYS[word] ?? null) : null
  }

  /** The line in which a place stands, looked for once: a line may hold all there is. */
  private lineOf(at: number): { from: number; to: number } {
    const { text } = this
    if (at > this.line.to) {
      const end = text.indexOf('\n', at)
      this.line = { from: text.lastIndexOf('\n', at - 1) + 1, to: end < 0 ? text.length : end }
    }
    return this.line
  }

  private edge(at: number): void {
    const { text } = this
    const unit = text[at]
    if (unit === ':') this.says = this.read(at)
    else if (unit === '。' || unit === '.') {
      if (!/\d/.test(text[at - 1] ?? '')) this.end()
    } else if (unit === '\n' && text[at - 1] !== ':' && !/^[-•*\d]/.test(text[at + 1] ?? '')) {
      this.end()
    }
  }

  private end(): void {
    this.says = null
    this.isOfDrugs = false
  }

  private read(to: number): Said | null {
    let from = to
    while (from > 0 && to - from <= LONGEST && this.edges[from - 1] === 0) from -= 1
    this.isOfDrugs = false
    this.isPlan = false
    if (to - from > LONGEST) return null
    const heading = this.text.slice(from, to)
    this.isOfDrugs = isOfDrugs(heading)
    this.isPlan = PLAN.test(heading)
    if (ORDERS.test(heading)) return this.beforeWork && PLANS.test(heading) ? 'planned' : null
    return HEADINGS.find(({ pattern }) => pattern.test(heading))?.says ?? this.saidBefore(heading)
  }
}
