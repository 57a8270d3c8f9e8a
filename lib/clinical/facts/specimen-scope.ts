import type { Label } from '@/lib/clinical/facts/match-label'
import { FLUID_ANALYTES, goesOnBelow, isFluid, type Specimen } from '@/lib/clinical/facts/specimens'

/** The title of a report. */
const TITLE =
  /^[^\n]{0,16}(?:检验|化验|检查|常规|生化|分析)?(?:报告|结果)(?:单)?[】\]]|\b(?:csf|fluid|urine|ascit\w+|pleural|synovial|peritoneal)[a-z ]{0,20}(?:report|analysis|results?)(?=:? *(?:$|[\])|-]))/
/** A further line of it: no heading of another matter, and no blank one. */
const ROW = /^(?!诊断|临床|印象|结论|同步|血|serum|blood|impression|diagnosis)[a-z\u4e00-\u9fff|]/

/** The specimen that is being told of, and how far it holds. */
export class SpecimenScope {
  value: Specimen | null = null
  /** It stands from the sentence before. */
  private carried = false

  /** A title names it for all the lines of its report. */
  private titled = false

  constructor(private readonly text: string) {}

  /** The panel of a fluid goes on in the next sentence of its line, until something stands there that is not measured in it. */
  endSentence(at: number): void {
    if (this.text[at] === '\n') this.titled = this.value !== null && this.isReport(at)
    if (this.value && this.text[at] === '\n' && (this.titled || goesOnBelow(this.text, at))) {
      this.carried = true
      return
    }
    this.carried = isFluid(this.value) && /[.。;；]/.test(this.text[at] ?? '')
    if (!this.carried) this.value = null
  }

  /** 【脑脊液检验报告】⏎蛋白 1.1 g/L⏎…: whether the next line is one of the report whose title names the specimen. */
  private isReport(at: number): boolean {
    const { text } = this
    const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
    return (this.titled || TITLE.test(line)) && ROW.test(text.slice(at + 1, at + 24))
  }

  /** Ends a specimen from the sentence before where the first label behind it is not measured in a fluid. */
  settle({ meanings }: Label): void {
    if (!this.carried) return
    if (!meanings.some((one) => one.kind === 'lab' && FLUID_ANALYTES.has(one.analyte.id))) this.value = null
    this.carried = false
  }
}
