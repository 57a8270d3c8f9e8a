/** The last line says nothing yet: a list mark, a heading mark or the beginning of a rule, without a word. */
const BARE_MARKS = /^[\s\-+*_#>`~\d.)]*$/
const ROW = /^\s*\|/
const DELIMITERS = /^[\s|:-]*$/
const FENCE_BEGUN = /^\s*(?:`{3}|~{3})/
const MARKS = '*_`\\'

/** The lines at the end that begin with `|`, the unfinished one included. */
function tableTail(lines: readonly string[]): string[] {
  const after = lines.findLastIndex((line, i) => !ROW.test(line) && !(line === '' && i === lines.length - 1))
  return lines.slice(after + 1)
}

/** How many lines at the end of an unfinished table are held: head and delimiters until both are there, then the open row. */
function heldLines(lines: readonly string[]): number {
  const table = tableTail(lines)
  const [head = '', delimiters] = table
  if (!ROW.test(head)) return 0
  if (delimiters === undefined || delimiters === '') return table.length
  if (!DELIMITERS.test(delimiters)) return 0
  return table.length === 2 ? 2 : 1
}

/**
 * A part while it is written, without what the next characters may turn into something else: bare marks, half a table row,
 * a line that may become the head of a table, a half-written closing mark. Linear in the length of the text.
 */
export function withoutUndecided(text: string): string {
  const lines = text.split('\n')
  const last = lines.at(-1) ?? ''
  const held = heldLines(lines)
  if (held > 0) return lines.slice(0, lines.length - held).join('\n')
  if (last !== '' && (BARE_MARKS.test(last) || FENCE_BEGUN.test(last))) return text.slice(0, -last.length)
  let end = text.length
  while (end > 0 && MARKS.includes(text[end - 1] ?? ' ')) end -= 1
  return text.slice(0, end)
}

const NEW_LINE_OF_WORDS = /^\s*(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)[ \t]|^\s*$/

/** The words at the end that marks may span: the last line with a list or heading mark, or those after a blank line. */
function lastWords(block: string): string {
  const lines = block.split('\n')
  const from = lines.findLastIndex((line) => NEW_LINE_OF_WORDS.test(line))
  return lines.slice(Math.max(from, 0)).join('\n')
}

function readRun(run: string, { before, after }: { before: string; after: string }, open: string[]): void {
  const mark = run[0] ?? ''
  const word = /[\p{L}\p{N}]/u
  let left = run.length
  while (left > 0 && /\S/.test(before)) {
    const top = open.at(-1)
    if (top?.[0] !== mark || top.length > left) break
    left -= top.length
    open.pop()
  }
  const opens = /\S/.test(after) && !(mark === '_' && word.test(before)) && !(left === 1 && /\d/.test(after))
  if (!opens) return
  if (left % 2 === 1) open.push(mark)
  if (left >= 2) open.push(mark + mark)
}

/** More than this many marks open at once are no emphasis. */
const OPEN_MAX = 8

/** The marks that end what the last words of an unfinished block leave open, innermost first; empty for none. */
export function closersOf(block: string): string {
  const words = lastWords(block)
  if (ROW.test(words.slice(words.lastIndexOf('\n') + 1))) return ''
  const open: string[] = []
  let code = ''
  for (const { 0: run, index } of words.matchAll(/\\.|`+|\*+|_+/g)) {
    if (run.startsWith('\\')) continue
    if (run.startsWith('`')) code = code === '' ? run : code === run ? '' : code
    else if (code === '') {
      readRun(run, { before: words[index - 1] ?? ' ', after: words[index + run.length] ?? ' ' }, open)
    }
  }
  return open.length > OPEN_MAX ? '' : code + open.toReversed().join('')
}
