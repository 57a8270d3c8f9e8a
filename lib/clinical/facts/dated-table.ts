import { timeCueAt } from '@/lib/clinical/facts/time-cue'

/** A table whose columns are days or hours in their order: where its rows stand in folded text, and how many columns it has. */
export interface DatedTable {
  from: number
  to: number
  columns: number
  /** The newest column stands first. */
  reversed?: true
  /** The columns stand in one cell, parted by a stroke: Hb 118/96. */
  stroke?: true
}

const COLUMN =
  /(?<!\d)(?:(?:(?:19|20)\d\d[-/.年](\d{1,2})[-/.月](\d{1,2})|(0?[1-9]|1[0-2])[/月-]([0-3]?\d))日?(?![\d/.-])|(\d{1,2})[:：](\d{2})(?!\d)|(?:day|d|pod) ?(\d{1,2})(?!\d)|第(\d{1,2})[天日])/g
const PROSE = /[。；;，,]|[a-z]\. /

/** The columns that a line heads: at least two days or hours, each later than the one in front; 0 where it heads none. */
function columnsOf(line: string): number {
  if (PROSE.test(line)) return 0
  const found = [...line.matchAll(COLUMN)].map((column) => column.slice(1))
  // 2026-03-11 08:40 is one moment, not two columns.
  const kinds = new Set(found.map((parts) => parts.findIndex(Boolean)))
  if (kinds.size > 1) return 0
  const order = found.map((parts) => parts.filter(Boolean).reduce((sum, part) => sum * 100 + Number(part), 0))
  const ascends = order.every((one, i) => i === 0 || one > (order[i - 1] ?? 0))
  return order.length >= 2 && ascends ? order.length : 0
}

/** A name over the first column, and what may stand between two columns or behind one. */
const CORNER_MAX = 14
const BETWEEN = /^(?:[\s|:]|[(（][^()（）\n]{1,14}[)）])*/

/** 入院 | 出院: over a column, leaving alone is a time. */
const LEFT = /^(?:出院|转出)(?!前|后)/
/** Mar, 3月, wk4, C2: what heads a column by its count. */
const MONTH =
  /^(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*(?: ?'?(?:20)?\d\d)?(?![a-z\d])|\d{1,2}月(?![\d前后余])|(?:wk|week|cycle|c) ?\d{1,2}(?![a-z\d]))/
/** 术后1天, 住院第3天, POD 2: a day counted from an event, over a column. */
const COUNTED =
  /^(?:(?:术|产|治疗|入院|移植|溶栓)后|住院|入院)? ?第? ?\d{1,2}(?:[天日周]|小时|h)(?![前内])|^(?:post-?op |hospital )?(?:pod|day|hd|d) ?\d{1,2}(?![\d/.])/
const MAY_COUNT = /[\d第术产治入移溶住pdh]/
const headAt = (line: string, at: number): { to: number; when: string | null } | null => {
  const left = LEFT.exec(line.slice(at, at + 3))
  if (left) return { to: at + left[0].length, when: 'now' }
  const month = MONTH.exec(line.slice(at, at + 12))
  if (month && !/[a-z]/.test(line[at - 1] ?? '')) return { to: at + month[0].length, when: 'past' }
  const cue = timeCueAt(line, at)
  const counted = MAY_COUNT.test(line[at] ?? '')
    ? (COUNTED.exec(line.slice(at, at + 20))?.[0].length ?? 0)
    : 0
  if (counted > 0 && at + counted > (cue?.to ?? 0) && !/[a-z\d]/.test(line[at - 1] ?? '')) {
    return { to: at + counted, when: 'next' }
  }
  return cue?.when ? cue : null
}

/** Columns that words of time head and nothing else: 上周 今日, admission | now; 0 where there are none, negative where the newest is first. */
function wordColumns(line: string): number {
  if (PROSE.test(line) || line.length > 80) return 0
  const whens: string[] = []
  let at = 0
  while (at < CORNER_MAX && at < line.length && !headAt(line, at)) at += 1
  for (let cue = headAt(line, at); cue; cue = headAt(line, at)) {
    whens.push(cue.when ?? 'now')
    at = cue.to + (BETWEEN.exec(line.slice(cue.to))?.[0].length ?? 0)
  }
  if (at < line.length || whens.length < 2) return 0
  return whens[0] === 'now' && whens.at(-1) !== 'now' ? -whens.length : whens.length
}

/** When words are that are nothing but a time; null for others. */
const whenOf = (words = ''): string | null => {
  for (let at = 0; at < words.length; at += 1) {
    const head = headAt(words, at)
    if (head && head.to === words.length) return head.when
  }
  return null
}

/** 188/104 U/L（入院/今）: whether a bracket behind a pair names two times, and whether the newest is first; null where it does not. */
export function strokeBehind(text: string, from: number): { reversed: boolean } | null {
  const bracket = /^\/\d[\d.]* ?[a-zμ%/\d^×*]{0,12} ?[(（]([^/()（）]{1,12})\/([^/()（）]{1,12})[)）]/.exec(
    text.slice(from, from + 48),
  )
  const [first, second] = [whenOf(bracket?.[1]?.trim()), whenOf(bracket?.[2]?.trim())]
  return first && second && first !== second ? { reversed: first === 'now' } : null
}

/** `Bloods adm/today:`, `化验（入院/今日）：`: what a heading of two times parts by a stroke; the newest first is negative. */
function strokeColumns(line: string): { at: number; columns: number } | null {
  const heading =
    /^[^:：,，。;；\d]{0,24}?[ (（]?([a-z\u4e00-\u9fff-]{1,14}) ?\/ ?([a-z\u4e00-\u9fff-]{1,14})[)）]? ?[:：]/.exec(
      line,
    )
  if (!heading) return null
  const [first, second] = [whenOf(heading[1]), whenOf(heading[2])]
  if (!first || !second || first === second) return null
  return { at: heading[0].length, columns: first === 'now' ? -2 : 2 }
}

/** The tables with dated columns of a folded text, in order: from the line behind the header to a blank line or the next header. */
export function datedTables(text: string): DatedTable[] {
  const tables: DatedTable[] = []
  let open: DatedTable | null = null
  let from = 0
  for (const line of text.split('\n')) {
    const to = from + line.length
    const columns = line.length < 200 ? columnsOf(line) || wordColumns(line) : 0
    if (columns !== 0) {
      open = {
        from: to,
        to,
        columns: Math.abs(columns),
        ...(columns < 0 ? { reversed: true as const } : {}),
      }
      tables.push(open)
    } else if (open && /\d|[|-]{3}/.test(line)) open.to = to
    else open = null
    const stroke = line.includes('/') ? strokeColumns(line) : null
    if (stroke) {
      const reversed = stroke.columns < 0 ? { reversed: true as const } : {}
      tables.push({ from: from + stroke.at - 1, to, columns: 2, stroke: true, ...reversed })
    }
    from = to + 1
  }
  return tables.filter((one) => one.to > one.from)
}
