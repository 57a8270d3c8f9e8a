import { SECTION_IDS, type SectionId } from '@/lib/inference/contract'
import type { Locale } from '@/lib/shared/locale'

export type PartId = SectionId | 'thought'
export const PART_IDS = ['thought', ...SECTION_IDS] as const

const TITLES: Record<Locale, Record<PartId, string>> = {
  'zh-CN': {
    thought: '推理',
    definition: '定义',
    mechanism: '机制',
    differential: '鉴别',
    recommendation: '建议',
  },
  en: {
    thought: 'Reasoning',
    definition: 'Definition',
    mechanism: 'Mechanism',
    differential: 'Differential',
    recommendation: 'Recommendation',
  },
}

/** The heading of an answer part in the language of the answer. */
export function sectionTitle(id: PartId, locale: Locale): string {
  return TITLES[locale][id]
}

/** How the portal begins a thought for a model that has none of its own: its first words, in the answer's language. */
export const THOUGHT_LEAD: Record<Locale, string> = {
  'zh-CN': '要点与初步判断：',
  en: 'Key facts and first impression: ',
}

/** What models write for the portal's titles, longest first. */
const WRITTEN: Record<PartId, readonly string[]> = {
  thought: ['推理过程', '推理', 'reasoning'],
  definition: ['定义', 'definition'],
  mechanism: ['发病机制', '病理机制', '机制', 'mechanisms', 'mechanism'],
  differential: ['鉴别诊断', '鉴别', 'differential diagnosis', 'differential'],
  recommendation: ['处理建议', '诊疗建议', '建议', 'recommendations', 'recommendation'],
}
const ALL = PART_IDS.flatMap((id) => WRITTEN[id].map((title) => ({ id, title })))

/** Marks that models put around a title: heading, list number, bold, brackets. */
const MARKS = /^[ \t]*(?:#{1,6}[ \t]*)?(?:\d{1,2}[.、)）][ \t]*)?(?:\*\*|【|\[)?[ \t]*/
const END = /^[ \t]*(?:\*\*|】|\])?[ \t]*(?:[:：][ \t]*(?:\*\*)?|(?=\n))/

export interface TitleLine {
  id: PartId
  /** Characters of marks, title and colon. */
  length: number
}

/** The title of a part that a line, with its line end if it is whole, begins with, as models write it: `**机制**：`, `3. 鉴别诊断`, `【建议】`; else null. */
export function titleOf(line: string): TitleLine | null {
  const marks = MARKS.exec(line)?.[0].length ?? 0
  const rest = line.slice(marks)
  const found = ALL.find(({ title }) => rest.toLowerCase().startsWith(title))
  if (!found) return null
  const end = END.exec(rest.slice(found.title.length))
  return end ? { id: found.id, length: marks + found.title.length + end[0].length } : null
}

/** True while a line that is not finished may still turn out to begin with a title. */
export function mayBecomeTitle(line: string): boolean {
  const rest = line.slice(MARKS.exec(line)?.[0].length ?? 0).toLowerCase()
  const open = /^[#*【[\d.、)）\s]*$/
  if (open.test(rest)) return line.length <= 12
  return ALL.some(({ title }) =>
    rest.length <= title.length
      ? title.startsWith(rest)
      : rest.startsWith(title) && rest.length <= title.length + 4,
  )
}
