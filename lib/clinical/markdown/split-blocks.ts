const HEADING = /^ ?#{1,6}(?:[ \t]|$)/
const LIST_MARK = /^ ?(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/
const ROW = /^ ?\|/
const INDENTED = /^(?: {2}|\t)/
const FENCE = /^ {0,3}(?:(`{3,})[^`]*|(~{3,}).*)$/

/** What the lines so far say of the block that the next line may belong to. */
interface Open {
  list: boolean
  blank: boolean
  row: boolean
  /** The fence that is open; empty for none. */
  fence: string
}

/** A decision that later text cannot change: it rests on lines that are complete and on how this one begins. */
function opensBlock(line: string, open: Open): boolean {
  if (open.fence !== '' || INDENTED.test(line)) return false
  if (HEADING.test(line) || ROW.test(line) !== open.row) return true
  return open.blank && !(open.list && LIST_MARK.test(line))
}

function fenceAfter(line: string, fence: string): string {
  const match = FENCE.exec(line)
  const mark = match?.[1] ?? match?.[2] ?? ''
  if (fence === '') return mark
  return mark.startsWith(fence) && line.trim() === mark ? '' : fence
}

/**
 * Where the blocks of a part begin, in order, the first at 0. A block is what can be parsed alone: text between blank
 * lines, a heading, a table, or a list with all its items. More text never moves a beginning that is already there.
 */
export function splitBlocks(source: string): number[] {
  const starts = [0]
  let open: Open = { list: false, blank: false, row: false, fence: '' }
  let at = 0
  for (const line of source.split('\n')) {
    const blank = line.trim() === ''
    const fresh = at === 0 || (!blank && opensBlock(line, open))
    if (fresh && at > 0) starts.push(at)
    const fence = fenceAfter(line, open.fence)
    if (blank) open = { ...open, blank: true, row: false, fence }
    else {
      const list = (open.list && !fresh) || LIST_MARK.test(line)
      open = { list, blank: HEADING.test(line), row: ROW.test(line), fence }
    }
    at += line.length + 1
  }
  return starts
}
