import { HEADINGS, type Said } from '@/lib/clinical/assertion/drug-cues'
import { isOfDrugs } from '@/lib/clinical/assertion/drug-doubt'

/** How long a heading may be. */
const LONGEST = 40

/** What stands under a plan of treatment is ordered, unless its own words put it off. */
const ORDERS = /^[ -]*(?:诊疗计划|治疗计划|处理|处置|plan|a\/p|p|recs?|recommendations)[ \d]*$/

const PLANS = /plan|计划/
const BEFORE_WORK =
  /\bpre-?(?:an?aesthetic|op(?:erative)?) (?:assessment|clinic|visit|review|evaluation)|\ban?aesthetic (?:assessment|pre)|术前(?:访视|评估)|麻醉前/
/** How far a note names itself in. */
const TITLE = 120
/** Under a mere plan, what has its dose and how often is an order. */
const PLAN = /^[ -]*(?:下一?步)?计划[ \d]*$/
const DOSED =
  /^[^，,。；;\n]{0,12}(?:\b(?:prn|qd|bid|tid|qid|qn|qod|q\d+h|q\d+w)\b|每[日天晚周]|一日|口服|静滴|皮下|睡前|必要时|继续|续)/

/** What the heading says under which a place stands: `停用药物：`, `Plan:`, over the items of a list. Places are asked for in order. */
export class Headings {
  private at = 0
  private says: Said | null = null
  /** Whether the heading stands over orders or what is taken. */
  isOfDrugs = false
  private isPlan = false
  /** A visit before an operation: its plan is for the day to come. */
  private readonly beforeWork: boolean

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
    return this.isPlan && DOSED.test(this.text.slice(end, end + 24)) ? null : this.says
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
