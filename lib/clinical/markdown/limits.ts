/** What one block may hold before it is shown as plain text. Figures: docs/decisions/0052, `npm run bench:markdown`. */
const CHARACTERS_MAX = 20_000
const CELLS_MAX = 500
const MARKS_MAX = 500
const LEVELS_MAX = 8
/** Levels of all lines together: a list of 250 items of two levels. */
const LEVEL_SUM_MAX = 500

/** Characters of the longest list mark, with the space behind it. */
const MARK_MAX = 12
const LIST_MARK = /^(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/

/** How deep a line stands in lists and quotes. `indents` are those of the lists around it, and are kept up to date. */
function levelOf(line: string, indents: number[]): number {
  if (line.trim() === '') return 0
  let at = line.length - line.trimStart().length
  while (indents.length > 0 && at < (indents.at(-1) ?? 0)) indents.pop()
  const outer = indents.filter((indent) => indent < at).length
  if (LIST_MARK.test(line.slice(at, at + MARK_MAX)) && at > (indents.at(-1) ?? -1)) indents.push(at)
  let own = 0
  while (own <= LEVELS_MAX) {
    const rest = line.slice(at, at + MARK_MAX)
    const mark = rest.startsWith('>') ? '>' : LIST_MARK.exec(rest)?.[0]
    if (mark === undefined) break
    own += 1
    at += mark.length
    while (line[at] === ' ' || line[at] === '\t') at += 1
  }
  return outer + own
}

/** Whether a block would cost the parser more than it may: one pass over its characters, linear in their number. */
export function exceedsLimits(source: string): boolean {
  if (source.length > CHARACTERS_MAX) return true
  const indents: number[] = []
  let marks = 0
  let cells = 0
  let levels = 0
  for (const line of source.split('\n')) {
    const level = levelOf(line, indents)
    levels += level
    if (level > LEVELS_MAX || levels > LEVEL_SUM_MAX) return true
    let bars = 0
    for (const character of line) {
      if ('*_`[]~\\'.includes(character)) marks += 1
      if (character === '|') bars += 1
    }
    cells += Math.max(0, bars - 1)
    if (marks > MARKS_MAX || cells > CELLS_MAX) return true
  }
  return false
}
