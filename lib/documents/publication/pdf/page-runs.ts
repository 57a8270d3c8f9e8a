import type { PDFPageProxy } from 'pdfjs-dist'
import type { TextItem, TextStyle } from 'pdfjs-dist/types/src/display/api'
import { replaceStandIns } from '@/lib/documents/publication/clean-text'
import { replaceControls } from '@/lib/documents/publication/pdf/cork'
import { PublicationFault } from '@/lib/documents/publication/publication-fault'
import { isMatrix, moved, times, type Matrix } from '@/lib/documents/publication/pdf/matrix'
import { pageRules, type Rule } from '@/lib/documents/publication/pdf/page-rules'
import { besideRun, partsWords, type Run } from '@/lib/documents/publication/pdf/run'

/** Pieces of text on one page; a page of a dictionary in small print has some ten thousand. */
const ITEMS_MAX = 60_000
/** Signs of lists in the private areas of Symbol and Wingdings. */
const BULLETS = /[\uf0b7\uf0a7\uf0d8\uf06c\uf06e\uf0fc\uf075\uf076\uf09f]/g
/**
 * What no text is: private use, replacement, unassigned, controls, and the letters in which the numbers of glyphs end up where a
 * font does not say what they are.
 */
const UNREADABLE = /[\p{Co}\ufffd\p{Cn}\u0000-\u0008\u000e-\u001f\u007f-\u009f\u0180-\u01cc\u01dd-\u02af]/gu
/** Share of a page's characters from which it counts as unreadable. */
const UNREADABLE_SHARE = 0.05
/** Runs are parted by more than this many times the size of the font. */
const CELL_GAP = 1
/** Half a turn in radians, by which text may lean and still count as straight. */
const STRAIGHT = 0.05

/** The text of a page. */
export interface PageText {
  runs: Run[]
  /** What parts the rows of tables, in the place of the runs. */
  rules: Rule[]
  width: number
  height: number
  /** Characters that are not blank. */
  characters: number
  unreadable: boolean
}

interface Placed extends Run {
  /** Quarter turns of the direction of reading, clockwise. */
  turn: number
  blankBefore: boolean
}

/** What the parser gives as a matrix; one that is none moves everything to the corner, as one of noughts does. */
const asMatrix = (value: unknown): Matrix => (isMatrix(value) ? value : [0, 0, 0, 0, 0, 0])

interface Sheet {
  transform: Matrix
  width: number
  height: number
}

/** A point as it lies when the sheet is turned so that text of this direction is level. */
function turned(
  x: number,
  y: number,
  { turn, width, height }: { turn: number; width: number; height: number },
) {
  if (turn === 1) return { x: y, y: width - x }
  if (turn === 2) return { x: width - x, y: height - y }
  return turn === 3 ? { x: height - y, y: x } : { x, y }
}

/** Blanks that the parser puts between Chinese characters that are set wide. */
const SET_WIDE =
  /(?<=[\p{Script=Han}\u3001-\u301f\uff00-\uff5e]) (?=[\p{Script=Han}\u3001-\u301f\uff00-\uff5e])/gu

/** The words of an item of a page that can be read as a whole; a character of it that cannot is shown as one. */
const wordsOf = (text: string): string =>
  replaceStandIns(replaceControls(text.replace(BULLETS, '•')).replace(UNREADABLE, '\ufffd')).replace(
    SET_WIDE,
    '',
  )

/** Where an item stands; null for one that leans, as stamps across the page do. */
function placeOf(item: TextItem, style: TextStyle | undefined, sheet: Sheet): Placed | null {
  const [a, b, c, d, e, f] = times(sheet.transform, asMatrix(item.transform))
  const size = Math.hypot(c, d)
  const vertical = style?.vertical === true
  const quarters = Math.atan2(b, a) / (Math.PI / 2) + (vertical ? 1 : 0)
  if (Math.abs(quarters - Math.round(quarters)) > STRAIGHT) return null
  const turn = ((Math.round(quarters) % 4) + 4) % 4
  const at = turned(e, f, { turn, ...sheet })
  const length = vertical ? item.height : item.width
  const rtl = item.dir === 'rtl'
  const text = wordsOf(item.str)
  return {
    text,
    x0: at.x,
    x1: at.x + length,
    y: at.y,
    size,
    font: item.fontName,
    rtl,
    turn,
    blankBefore: false,
  }
}

/** Whether an item goes on in the run before it: on its line, or raised or lowered beside it. */
function follows(run: Placed, next: Placed): boolean {
  const size = Math.max(run.size, next.size)
  const gap = next.x0 - run.x1
  return (
    run.turn === next.turn &&
    run.rtl === next.rtl &&
    !run.rtl &&
    Math.abs(next.y - run.y) < size * 0.5 &&
    gap < size * CELL_GAP &&
    gap > -size * 0.5
  )
}

/** Text that is drawn twice to look bold. */
const isShadow = (run: Placed, next: Placed): boolean =>
  run.text === next.text && Math.hypot(next.x0 - run.x0, next.y - run.y) < next.size * 0.25

/** Items in runs, as the page draws them. */
function runsOf(items: readonly Placed[]): Placed[] {
  const runs: Placed[] = []
  let last: Placed | null = null
  let parts: string[] = []
  for (const item of items) {
    const run = runs.at(-1)
    if (last && isShadow(last, item)) continue
    if (run && last && follows({ ...run, y: last.y }, item)) {
      const gap = item.x0 - run.x1
      // The parser also tells blanks where the size of the font changes.
      const blank =
        item.blankBefore && gap > item.size * 0.1 && !/\p{Script=Han}/u.test(item.text.slice(0, 1))
      const parted = blank || partsWords(parts.at(-1) ?? '', item.text, { gap, size: item.size })
      const words = besideRun(run, item)
      parts.push(parted ? ` ${words}` : words)
      run.x1 = Math.max(run.x1, item.x1)
      // A raised number does not move the line.
      if (item.size > run.size) Object.assign(run, { size: item.size, y: item.y, font: item.font })
    } else {
      if (run) run.text = parts.join('')
      parts = [item.text]
      runs.push({ ...item })
    }
    last = item
  }
  const run = runs.at(-1)
  if (run) run.text = parts.join('')
  return runs
}

/** The direction in which most of the page is read first, the others below it. */
function level(
  runs: readonly Placed[],
  { width, height }: Sheet,
): Pick<PageText, 'runs' | 'width' | 'height'> & { turn: number } {
  const weights = [0, 0, 0, 0]
  for (const { turn, text } of runs) weights[turn] = (weights[turn] ?? 0) + text.length
  const order = [0, 1, 2, 3].toSorted((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0))
  const [main = 0] = order
  const lying = main % 2 === 1
  const [across, down] = lying ? [height, width] : [width, height]
  const all = order.flatMap((turn, i) =>
    runs
      .filter((run) => run.turn === turn)
      // Text of another direction stands below the page, so that it disturbs no line of it.
      .map(({ text, x0, x1, y, size, font, rtl }) => ({ text, x0, x1, y: y + i * 20_000, size, font, rtl })),
  )
  return { runs: all, width: across, height: down, turn: main }
}

/** The text of a page with where it stands. Throws PublicationFault `damaged` for a page of more pieces than a page has. */
export async function pageText(page: PDFPageProxy): Promise<PageText> {
  const { transform, width, height } = page.getViewport({ scale: 1 })
  const sheet = { transform: asMatrix(transform), width, height }
  const { items, styles } = await page.getTextContent()
  if (items.length > ITEMS_MAX) throw new PublicationFault('damaged')
  const placed: Placed[] = []
  let characters = 0
  let bad = 0
  let blankBefore = false
  for (const item of items) {
    if (!('str' in item)) continue
    if (item.str.trim() === '') {
      blankBefore ||= item.str !== ''
      continue
    }
    const readable = item.str.replace(BULLETS, '•')
    characters += readable.replace(/\s+/g, '').length
    bad += readable.match(UNREADABLE)?.length ?? 0
    const at = placeOf(item, styles[item.fontName], sheet)
    if (at) placed.push({ ...at, blankBefore })
    blankBefore = false
  }
  const { turn, ...text } = level(runsOf(placed), sheet)
  const rules = await pageRules(page, (point) => {
    const { x, y } = turned(...moved(sheet.transform, point), { turn, ...sheet })
    return [x, y]
  })
  return { ...text, rules, characters, unreadable: bad > characters * UNREADABLE_SHARE }
}
