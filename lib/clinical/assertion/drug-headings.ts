import { HEADINGS, type Said } from '@/lib/clinical/assertion/drug-cues'
import { isOfDrugs } from '@/lib/clinical/assertion/drug-doubt'
import { lineBefore } from '@/lib/clinical/text/edges'

/** How long a heading may be. */
const LONGEST = 40

/** What stands under a plan of treatment is ordered, unless its own words put it off. */
const ORDERS =
  /^[ -]*(?:\(?[一二三四五六七八九十\d]{1,2}[)、.] ?)?(?:诊疗计划|治疗计划|处理|处置|plan|a\/p|p|recs?|recommendations)[ \d]*$/

const PLANS = /plan|计划/
const BEFORE_WORK =
  /\bpre-?(?:an?aesthetic|op(?:erative)?) (?:assessment|clinic|visit|review|evaluation)|\ban?aesthetic (?:assessment|pre)|术前(?:麻醉)?(?:访视|评估)|麻醉前/
/** 诱导后…, 术毕…, 肌松用…: in a visit before an operation, what is for the day to come. */
const AT_WORK = /(?:(?:诱导|插管|麻醉)(?:后|时|前)|术毕|术中|关腹前|肌松)[^，,。；;\n]{0,6}$/
/** How far a note names itself in. */
const TITLE = 120
/** Under a mere plan, what has its dose and how often is an order. */
const PLAN = /^[ -]*(?:\(?[一二三四五六七八九十\d]{1,2}[)、.] ?)?(?:下一?步)?(?:诊疗|治疗)?计划[ \d]*$/
const DOSED =
  /^[^，,。；;\n]{0,12}(?:\b(?:prn|qd|bid|tid|qid|qn|qod|q\d+h|q\d+w)\b|每[日天晚周]|一日|口服|静滴|皮下|睡前|必要时|继续|续|静脉|贴|泵|雾化|外用|滴眼|点眼|吸入|[碱水]化|\d[\d.]* ?(?:g|mg|u|iu|万u|μg|ug|ml|片|粒|支))/

/** How long a heading may be that stands alone on its line. */
const LONE = 24
/** `RX linezolid`, `DH levothyroxine`: a short word of drugs opens its line without a colon. */
const LINE_HEAD =
  /^ ?(?:[-•*] ?)?(?:rx|dhx?|meds?|tx|mx|medications?|drugs|treatment|start|continue|current|regular|home meds|given|用药|处理|治疗|医嘱|予|续) /
const ENDS_LIST = /^ ?(?:\n|$|[^-•*·\d][^\n:]{1,20}:|(?:allerg|nkda|adr|fhx?\b|pmh|shx?\b|social|过敏|药敏))/
const ADVICE =
  /^[-•* \d.、]*(?:[\u4e00-\u9fff]{0,6}(?:意见|建议)|recs?|recommend(?:s|ed|ations?)?|suggest(?:s|ions?)?|advice|opinion)(?: ?\([^)]{0,16}\))? ?:?$/
const ENDS_ADVICE =
  /^ ?(?:\n|$|[^\n:]{0,8}(?:过敏|药敏|药物不良|用药|诊断|印象|查体|处理|处置|医嘱|allerg|nkda|meds?|drugs?|dhx?|plan|current)[^\n:]{0,8}:?)/
const ALLERGIES =
  /^[ \d.)、(（-]*(?:[^\n:，,。；;]{0,6}(?:过敏|药敏)|药物不良|(?:drug )?(?:all(?:ergy|ergies|x)?|adrs?|adverse (?:drug )?(?:reactions?|rxns?)|sensitivit|intoleranc))(?:[^\n:]{0,12}:|\b)/

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
  /** Under what a consultant advises: what is to be added or changed has still to be done. */
  isAdvice = false
  /** Under what somebody is allergic to. */
  isOfAllergies = false
  /** Whether the heading stands alone on its line: the list below it is its own. */
  private standsAlone = false
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
      // MEDS: glipizide. Nifedipine: what is taken fills the line, what is stopped its sentence.
      if (!/\d/.test(text[at - 1] ?? '')) this.says = null
    } else if (unit === '\n') this.endLine(at)
  }

  private endLine(at: number): void {
    const { text } = this
    const next = text.slice(at + 1, at + 1 + LONGEST)
    const line = lineBefore(text, at, LONGEST)
    if (this.standsAlone && (text[at - 1] === ':' || !ENDS_LIST.test(next))) return
    this.says = null
    this.isOfDrugs = false
    this.standsAlone = false
    if (ENDS_ADVICE.test(next)) this.isAdvice = false
    if (line.length < LONE && !/[\d,，、。;；:]/.test(line) && isOfDrugs(line)) {
      this.isOfDrugs = true
      this.standsAlone = true
    }
    if (ADVICE.test(line)) this.isAdvice = true
    this.isOfAllergies = false
    if (LINE_HEAD.test(next)) this.isOfDrugs = true
    if (ALLERGIES.test(next)) this.isOfAllergies = true
  }

  private read(to: number): Said | null {
    let from = to
    while (from > 0 && to - from <= LONGEST && this.edges[from - 1] === 0) from -= 1
    const ofList = this.standsAlone && this.isOfDrugs
    this.isOfDrugs = false
    this.isPlan = false
    if (to - from > LONGEST) return null
    const heading = this.text.slice(from, to)
    // - lisinopril: swapped: a label that opens an item of the list is none of its headings.
    if (ofList && /^ ?[-•*·]/.test(heading)) {
      this.isOfDrugs = true
      return this.says
    }
    this.isOfDrugs = isOfDrugs(heading)
    this.standsAlone = /^ ?(?:\n|$)/.test(this.text.slice(to + 1, to + 3))
    if (ALLERGIES.test(heading)) this.isOfAllergies = true
    else if (this.isOfDrugs) this.isOfAllergies = false
    if (ADVICE.test(heading)) this.isAdvice = true
    else if (ENDS_ADVICE.test(heading)) this.isAdvice = false
    this.isPlan = PLAN.test(heading)
    if (ORDERS.test(heading)) return this.beforeWork && PLANS.test(heading) ? 'planned' : null
    return HEADINGS.find(({ pattern }) => pattern.test(heading))?.says ?? this.saidBefore(heading)
  }
}
