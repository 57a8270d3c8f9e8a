const isWordUnit = (unit: string | undefined) => unit !== undefined && /^[a-z0-9]$/.test(unit)

/** False when units `from` to `to` of folded text would cut a Latin word or a number in two. */
export function isWordBoundary(text: string, from: number, to: number): boolean {
  const cutsStart = isWordUnit(text[from]) && isWordUnit(text[from - 1])
  const cutsEnd = isWordUnit(text[to - 1]) && isWordUnit(text[to])
  return !cutsStart && !cutsEnd
}
