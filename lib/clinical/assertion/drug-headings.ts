import { HEADINGS, type Said } from '@/lib/clinical/assertion/drug-cues'
import { isOfDrugs } from '@/lib/clinical/assertion/drug-doubt'

/** How long a heading may be. */
const LONGEST = 40

/** What stands under a plan of treatment is ordered, unless its own words put it off. */
const ORDERS =
  /^[ -]*(?:(?:诊疗|治疗|处理|诊治|下步|下一步)?计划|处理|处置|plan|a\/p|p|recs?|recommendations)[ \d]*$/

/** What the heading says under which a place stands: `停用药物：`, `Plan:`, over the items of a list. Places are asked for in order. */
export class Headings {
  private at = 0
  private says: Said | null = null
  /** Whether the heading stands over orders or what is taken. */
  isOfDrugs = false

  constructor(
    private readonly text: string,
    private readonly edges: Uint8Array,
    /** What the words of a clause say of a drug behind them. */
    private readonly saidBefore: (clause: string) => Said | null,
  ) {}

  until(to: number): Said | null {
    for (; this.at < to; this.at += 1) if (this.edges[this.at] !== 0) this.edge(this.at)
    return this.says
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
    if (to - from > LONGEST) return null
    const heading = this.text.slice(from, to)
    this.isOfDrugs = isOfDrugs(heading)
    if (ORDERS.test(heading)) return null
    return HEADINGS.find(({ pattern }) => pattern.test(heading))?.says ?? this.saidBefore(heading)
  }
}
