/** How many questions of a table's cell came from which doctors. */
export interface Cell {
  questions: number
  doctors: ReadonlySet<string>
}

const byDoctors = ([, a]: [unknown, Cell], [, b]: [unknown, Cell]): number =>
  a.doctors.size - b.doctors.size || a.questions - b.questions

/**
 * The keys of a table's cells that must not be shown: those of fewer than `smallest` doctors, and then the next
 * smallest ones until all hidden cells together come from at least `smallest` doctors, since the total minus the shown
 * cells gives their sum away (threshold rule with complementary suppression: Hundepool et al., Statistical Disclosure
 * Control, 2012, chapter 4).
 */
export function suppressedKeys<K>(cells: ReadonlyMap<K, Cell>, smallest: number): Set<K> {
  const hidden = new Set<K>()
  const behind = new Set<string>()
  for (const [key, cell] of [...cells].sort(byDoctors)) {
    const enough = hidden.size === 0 || behind.size >= smallest
    if (cell.doctors.size >= smallest && enough) break
    hidden.add(key)
    for (const doctor of cell.doctors) behind.add(doctor)
  }
  return hidden
}

/** A count to the nearest five, so that tables that overlap cannot be subtracted to the single question. */
export function rounded(count: number): number {
  return Math.round(count / 5) * 5
}

/** True when neither a part of a whole nor the rest of it comes from some doctors but too few. */
export function partMayBeShown(part: Cell, rest: Cell, smallest: number): boolean {
  return [part, rest].every(({ doctors }) => doctors.size === 0 || doctors.size >= smallest)
}
