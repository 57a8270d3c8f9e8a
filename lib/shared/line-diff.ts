import { diffLines } from 'diff'

/** A line that two texts have in common, or that only the newer (added) or the older (removed) has. */
export interface DiffLine {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** The lines of two texts side by side, in reading order (Myers' difference, by the `diff` library). */
export function lineDiff(before: string, after: string): DiffLine[] {
  const whole = (text: string): string => (text === '' ? '' : `${text}\n`)
  return diffLines(whole(before), whole(after)).flatMap(({ value, added, removed }) => {
    const kind = added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const)
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => ({ kind, text }))
  })
}
