import type { Term } from '@/lib/clinical/contract'
import { mark, within, type Marked, type Passage } from '@/lib/clinical/review/passage'
import type { PassageRule } from '@/lib/clinical/review/reviewed-answer'
import type { Words } from '@/lib/clinical/review/words'

/** The drugs of a passage that it does not speak against. */
export function drugsNamed(passage: Passage): Term[] {
  return passage.terms.filter(
    (term) =>
      term.kind === 'drug' &&
      term.status !== 'negated' &&
      term.status !== 'stopped' &&
      !passage.has('avoid', clauseOf(passage, term)),
  )
}

const CLAUSE_MARK = /[，,。；;！!？?\n]/
/** How far a clause reaches to either side of its drug. */
const CLAUSE_REACH = 60

/** The clause that holds a place: `avoid A, give B` forbids A alone. */
export function clauseOf(passage: Passage, { start, end }: { start: number; end: number }): Words {
  const sentence = passage.sentenceOf({ start })
  let from = start
  while (
    from > Math.max(sentence.start, start - CLAUSE_REACH) &&
    !CLAUSE_MARK.test(passage.text[from - 1] ?? '')
  ) {
    from -= 1
  }
  let to = end
  while (to < Math.min(sentence.end, end + CLAUSE_REACH) && !CLAUSE_MARK.test(passage.text[to] ?? '')) to += 1
  return { start: from, end: to, surface: passage.text.slice(from, to) }
}

/** A number behind a drug, at most a formulation and a few words away, and the whole unit behind it, which may be a rate (`U/kg/h`). */
const DOSE =
  /^(?:片|胶囊|注射液|缓释片|肠溶片|颗粒|针|口服液)?\s{0,2}(?:(?:每次|一次|口服|静滴|静注|皮下|剂量|负荷量|维持量|用量|at|of|dose|loading dose|oral|IV|po)\s{0,2}(?:为|[:：])?\s{0,2}){0,2}(\d{1,6}(?:\.\d{1,4})?(?:\s?[-–~～至]\s?\d{1,6}(?:\.\d{1,4})?)?)(?![\d.])\s{0,2}(mg|g|μg|µg|ug|mcg|ng|IU|U|万U|万单位|单位|units?|mL|ml|mmol|mEq|片|粒|支|滴|喷|吸|袋|tablets?|puffs?)?(\s?\/\s?(?:kg|公斤|千克|m2|m²))?(\s?\/\s?(?:min|h|d|分钟|小时|天|日)(?![A-Za-z]))?(?![A-Za-z])(?!\s?(?:岁|天|日|周|月|年|小时|分钟|次|%|％|days?|weeks?|months?|years?|hours?|分|例|项|种|类|级|型|代|期))/

export interface Dose extends Words {
  drug: Term
  unit: string | null
  /** By the minute, hour or day, which says how often. */
  rate: boolean
}

/** Doses that stand behind the drugs of a passage; the words reach from the drug to the unit. */
export function dosesIn(passage: Passage): Dose[] {
  return passage.terms.flatMap((drug) => {
    if (drug.kind !== 'drug') return []
    const match = DOSE.exec(passage.text.slice(drug.end, drug.end + 48))
    if (!match) return []
    const end = drug.end + match[0].trimEnd().length
    const surface = passage.text.slice(drug.start, end)
    return [{ drug, unit: match[2] ?? null, rate: match[4] !== undefined, start: drug.start, end, surface }]
  })
}

const LACKING = {
  'zh-CN': { unit: '单位', route: '途径', frequency: '频次', lead: '缺', join: '、' },
  en: { unit: 'unit', route: 'route', frequency: 'frequency', lead: 'lacks ', join: ', ' },
} as const

/** A dose without unit, or without both route and frequency (lighter when only one of them is missing); it says which. */
export const doseIncomplete: PassageRule = (passage, { case: { locale } }) =>
  dosesIn(passage).flatMap((dose): Marked[] => {
    const sentence = passage.sentenceOf(dose)
    const lacks = [
      ...(dose.unit === null ? (['unit'] as const) : []),
      ...(passage.has('route', sentence) ? [] : (['route'] as const)),
      ...(dose.rate || passage.has('frequency', sentence) ? [] : (['frequency'] as const)),
    ]
    if (lacks.length === 0) return []
    const { lead, join, ...names } = LACKING[locale]
    const note = lead + lacks.map((one) => names[one]).join(join)
    return [mark('dose_incomplete', dose, { note, lighter: dose.unit !== null && lacks.length === 1 })]
  })

/** Drug, dose and frequency together read as a prescription, which a physician writes in person. */
export const prescriptionLike: PassageRule = (passage) => {
  if (passage.section === null) return []
  return dosesIn(passage)
    .filter((dose) => dose.unit !== null && passage.has('frequency', passage.sentenceOf(dose)))
    .map((dose) => mark('prescription_like', dose))
}

/** Stop, start, switch or adjust a drug; lighter where the sentence names a source, which nobody verified. */
export const changeWithoutSource: PassageRule = (passage) => {
  if (passage.section === null) return []
  return passage.sentences.flatMap((sentence) => {
    const [change] = within(passage.words('change'), sentence)
    const drugs = within(passage.terms, sentence).filter(({ kind }) => kind === 'drug')
    if (!change || drugs.length === 0) return []
    const sourced = passage.has('source_word', sentence) || passage.has('society', sentence)
    return [mark('change_without_source', change, { lighter: sourced })]
  })
}
