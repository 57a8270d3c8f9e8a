import table from '@/lib/clinical/facts/dosing.json'
import { hanNumberAt, numberAt, skipBlanks } from '@/lib/clinical/text/number-at'
import { phraseTrie, type PhraseMatch, type PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'
import type { Quantity } from '@/lib/clinical/contract'

const spelled = <T>(
  rows: Readonly<Record<string, readonly string[]>>,
  value: (key: string) => T,
): PhraseTrie<T> =>
  phraseTrie(
    Object.entries(rows).flatMap(([key, phrases]) => phrases.map((phrase) => [phrase, value(key)] as const)),
  )

const UNITS = spelled(table.units, (unit) => unit)
const ROUTES = spelled(table.routes, (route) => route)
const FREQUENCIES = spelled(table.frequencies, (perDay) => (perDay === 'none' ? null : Number(perDay)))

function longest<T>(text: string, from: number, trie: PhraseTrie<T>): PhraseMatch<T> | null {
  return trie.at(text, from).find(({ to }) => isWordBoundary(text, from, to)) ?? null
}

/** A dose such as `100mg`, `0.5 g`, `5mg/kg` or `40万单位` that begins at `from`. */
export function doseAt(text: string, from: number): PhraseMatch<Quantity> | null {
  const number = numberAt(text, from)
  if (!number) return null
  const unit = UNITS.at(text, skipBlanks(text, number.to)).find(
    ({ to }) => !/^[a-z]/.test(text.slice(to, to + 1)),
  )
  return unit ? { from, to: unit.to, value: { value: number.value, unit: unit.value } } : null
}

/** A route of administration that begins at `from`. */
export const routeAt = (text: string, from: number) => longest(text, from, ROUTES)

/** `3次/日`, `每日3次`, `一天三次`: a count of times a day that begins at `from`. */
function timesADay(text: string, from: number): PhraseMatch<number> | null {
  const lead = ['每日', '每天', '一日', '一天', '1日', '1天', '日'].find((phrase) =>
    text.startsWith(phrase, from),
  )
  const at = from + (lead?.length ?? 0)
  const count = numberAt(text, skipBlanks(text, at)) ?? hanNumberAt(text, at)
  if (!count || count.value < 1 || count.value > 12 || text[skipBlanks(text, count.to)] !== '次') return null
  const behind = skipBlanks(text, count.to) + 1
  if (lead) return { from, to: behind, value: count.value }
  const tail = ['/日', '/天', '/d', '每日', '每天'].find((phrase) => text.startsWith(phrase, behind))
  return tail ? { from, to: behind + tail.length, value: count.value } : null
}

/** `q8h`, `每8小时`, `every 8 hours`: an interval that begins at `from`. */
function everyHours(text: string, from: number): PhraseMatch<number> | null {
  const lead = ['每隔', '每', 'every ', 'q'].find((phrase) => text.startsWith(phrase, from))
  if (!lead || (lead === 'q' && /[a-z]/.test(text[from - 1] ?? ''))) return null
  const hours = numberAt(text, from + lead.length)
  if (!hours || hours.value < 1 || hours.value > 72) return null
  const at = skipBlanks(text, hours.to)
  const unit = ['小时', 'hours', 'hrs', 'h'].find((phrase) => text.startsWith(phrase, at))
  if (!unit) return null
  const to = at + unit.length
  return { from, to: text[to] === '一' && text[to + 1] === '次' ? to + 2 : to, value: 24 / hours.value }
}

/** How often a drug is given, in times a day; null where that is not fixed (as needed, at once). */
export function frequencyAt(text: string, from: number): PhraseMatch<number | null> | null {
  return timesADay(text, from) ?? everyHours(text, from) ?? longest(text, from, FREQUENCIES)
}
