import substances from '@/lib/clinical/medication/tables/substances.json'
import type { DictionaryEntry } from '@/lib/clinical/terms/dictionary'

interface SubstanceNames {
  id: string
  zh: string
  en: string
  atc?: readonly string[]
  names?: readonly string[]
}

/** Rows of the medication tables that are food, drink or a herb by itself: they matter for a drug and are none. */
const NO_DRUGS = new Set(['alcohol', 'grapefruit', 'grapefruit-juice', 'licorice', 'aconite'])
const ABBREVIATION = /^[A-Z0-9-]{1,5}$/
/** Shorter abbreviations mean too much else. */
const SHORTEST = 3

const keyOf = (name: string) => name.toLowerCase().replaceAll(' ', '')

/**
 * The entries with the drugs and names that only the medication tables know, so that a drug which is checked is also read. A name
 * that any entry bears already stays with it.
 */
export function withWardDrugs(entries: readonly DictionaryEntry[]): DictionaryEntry[] {
  const all = [...entries]
  const known = new Map<string, number>()
  entries.forEach(({ zh, en, short = [], abbr = [] }, i) => {
    for (const name of [zh, en, ...short, ...abbr]) {
      if (!known.has(keyOf(name))) known.set(keyOf(name), i)
    }
  })
  for (const { id, zh, en, atc = [], names = [] } of substances.rows as readonly SubstanceNames[]) {
    const [code] = atc
    if (NO_DRUGS.has(id)) continue
    const fresh = [zh, en, ...names].filter(
      (name) => !known.has(keyOf(name)) && !(ABBREVIATION.test(name) && name.length < SHORTEST),
    )
    const abbr = fresh.filter((name) => ABBREVIATION.test(name))
    const short = fresh.filter((name) => !ABBREVIATION.test(name))
    const index = known.get(keyOf(zh)) ?? known.get(keyOf(en))
    const before = index === undefined ? undefined : all[index]
    const at = before?.kind === 'drug' && index !== undefined ? index : all.length
    if (at < all.length && before) {
      all[at] = {
        ...before,
        short: [...(before.short ?? []), ...short],
        abbr: [...(before.abbr ?? []), ...abbr],
      }
    } else if (before) continue
    else all.push({ kind: 'drug', zh, en, ...(code ? { atc: code } : {}), short, abbr })
    for (const name of fresh) known.set(keyOf(name), at)
  }
  return all
}
