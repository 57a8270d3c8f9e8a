const isWordUnit = (unit: string | undefined) =>
  unit !== undefined && ((unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9') || unit === '_')

/** False when a Latin word or a number goes on behind unit `to` (exclusive) of folded text. */
export function endsWord(text: string, to: number): boolean {
  return !(isWordUnit(text[to - 1]) && isWordUnit(text[to]))
}

/** False when units `from` to `to` of folded text would cut a Latin word or a number in two. */
export function isWordBoundary(text: string, from: number, to: number): boolean {
  const cutsStart = isWordUnit(text[from]) && isWordUnit(text[from - 1])
  return !cutsStart && endsWord(text, to)
}
