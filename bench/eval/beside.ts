import { figuresOf, rowOf } from '@/bench/eval/figures'
import { keyOf } from '@/bench/eval/progress'
import type { JudgedCase } from '@/lib/release/contract'

type Row = ReturnType<typeof rowOf>

/** Rows of the cases that were judged both without the library and with it, overall and by language, one below the other. */
export function besideRows(without: readonly JudgedCase[], withLibrary: readonly JudgedCase[]): Row[] {
  const keys = new Set(without.map(keyOf))
  const both = withLibrary.filter((one) => keys.has(keyOf(one)))
  const shared = new Set(both.map(keyOf))
  const before = without.filter((one) => shared.has(keyOf(one)))
  const pair = (name: string, keep: (one: JudgedCase) => boolean): Row[] => [
    rowOf(`${name}, without`, figuresOf(before.filter(keep))),
    rowOf(`${name}, with`, figuresOf(both.filter(keep))),
  ]
  const locales = [...new Set(both.map(({ locale }) => locale))]
  return [
    ...pair('overall', () => true),
    ...locales.flatMap((locale) => pair(locale, (one) => one.locale === locale)),
  ]
}
