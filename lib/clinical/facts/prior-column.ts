import { timeCueAt } from '@/lib/clinical/facts/time-cue'
import { numberAt } from '@/lib/clinical/text/number-at'

/** A report that gives the value of before in a column of its own, the last of each row. */
export interface PriorTable {
  from: number
  to: number
}

/** What heads the columns of a report: that of this result, and its unit or limits. */
const RESULT = /结果|测定值|检测值|本次|\bresults?\b|\bvalues?\b/
const BESIDE = /单位|参考|范围|区间|\bunits?\b|\bref|\brange\b|\bnormal\b/
const IN_BRACKET = /[(（][^()（）]*[)）]$/
/** The longest head of a column of before. */
const HEAD_MAX = 12

/** Whether the last column of a header is that of before: 上次(2月), Previous. Folded text keeps no blank between Han. */
function endsBefore(line: string): boolean {
  const words = line
    .trim()
    .replace(/\|$/, '')
    .trim()
    .replace(IN_BRACKET, '')
    .replace(/ ?(?:结果|值|results?|values?)$/, '')
    .trimEnd()
  for (let at = Math.max(0, words.length - HEAD_MAX); at < words.length; at += 1) {
    const cue = /[a-z]/.test(words[at - 1] ?? '') ? null : timeCueAt(words, at)
    if (cue?.when === 'past' && cue.to === words.length) return true
  }
  return false
}

const isHeader = (line: string): boolean =>
  line.length < 160 && RESULT.test(line) && BESIDE.test(line) && endsBefore(line)

/** The reports of a folded text whose last column holds the value of before, each from behind its header to a line without a number. */
export function priorTables(text: string): PriorTable[] {
  const tables: PriorTable[] = []
  let open: PriorTable | null = null
  let from = 0
  for (const line of text.split('\n')) {
    const to = from + line.length
    if (isHeader(line)) {
      open = { from: to, to }
      tables.push(open)
    } else if (open && /\d/.test(line)) open.to = to
    else open = null
    from = to + 1
  }
  return tables.filter((one) => one.to > one.from)
}

/** The value of before in the row of a place: the number that fills the last cell. Null where there is none. */
export function priorIn(
  text: string,
  tables: readonly PriorTable[],
  at: number,
): { from: number; to: number; value: number } | null {
  if (!tables.some(({ from, to }) => from < at && at < to)) return null
  const newline = text.indexOf('\n', at)
  const end = newline < 0 ? text.length : newline
  const row = text.slice(at, end).trimEnd().replace(/\|$/, '').trimEnd()
  const cell = /[\d.]+ ?[hl↑↓*]?$/.exec(row)
  const from = at + (cell?.index ?? 0)
  if (!cell || from === at || !/[\s|]/.test(text[from - 1] ?? '')) return null
  const number = numberAt(text, from)
  return number && { from, to: number.to, value: number.value }
}
