import type { Rule } from '@/lib/documents/publication/pdf/page-rules'
import { raiseText } from '@/lib/documents/publication/raise-text'

/** Words that stand together on one base line. Lengths in points, y downwards from the top of the page. */
export interface Run {
  text: string
  x0: number
  x1: number
  /** Of the base line. */
  y: number
  /** Of the font. */
  size: number
  font: string
  /** Written from right to left. */
  rtl: boolean
}

/** Runs that stand beside each other. */
export interface Line {
  /** From left to right. */
  runs: Run[]
  x0: number
  x1: number
  y: number
  /** Size and font of most of it. */
  size: number
  font: string
}

/** Lines that are read one below the other: a column, or what goes over the whole page. */
export interface Region {
  page: number
  lines: Line[]
  /** What parts the rows of its tables. */
  rules: readonly Rule[]
  x0: number
  x1: number
  /** Usual distance of base lines. */
  leading: number
  /** A box of a diagram: nothing goes on from one to the next. */
  apart?: boolean
}

/** The value in the middle, or 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const HAN_SIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u

/** Whether a blank stands between two texts that are `gap` points apart: not between Chinese characters. */
export function partsWords(
  before: string,
  after: string,
  { gap, size }: { gap: number; size: number },
): boolean {
  if (before === '' || /\s$/.test(before.slice(-1)) || /^\s/.test(after.slice(0, 1))) return false
  const han = HAN_SIDE.test(before.slice(-1)) && HAN_SIDE.test(after.slice(0, 1))
  return gap > (han ? 1 : 0.15) * size
}

/** Words as they stand beside a run: raised, where they are smaller and higher. */
export function besideRun(run: Pick<Run, 'y' | 'size'>, next: Pick<Run, 'text' | 'y' | 'size'>): string {
  const raised = next.size < run.size * 0.85 && run.y - next.y > run.size * 0.15
  return raised ? raiseText(next.text) : next.text
}

/** The words of a line in the order in which they are read. */
export function lineText({ runs }: Line): string {
  const rtl = runs.filter((run) => run.rtl).length * 2 > runs.length
  const ordered = rtl ? runs.toReversed() : runs
  return ordered
    .map((run, i) => {
      const before = ordered[i - 1]
      if (!before) return run.text
      const gap = Math.max(run.x0 - before.x1, before.x0 - run.x1)
      return partsWords(before.text, run.text, { gap, size: run.size }) ? ` ${run.text}` : run.text
    })
    .join('')
}
