import type { DictionaryEntry } from '@/lib/clinical/terms/dictionary'
import { isMorphology, type TermRow, type TermTable } from '@/lib/clinical/terms/term-table'
import { foldText } from '@/lib/clinical/text/fold-text'

const keyOf = (name: string) => foldText(name).text

/** Shorter names of an imported classification are everyday words too often to be looked for. */
const NEW_NAME_MIN = 3

function namesOf({ zh, en, short = [] }: DictionaryEntry): string[] {
  return [zh, en, ...short].map(keyOf)
}

/** Entries by name, added to and changed by tables. Later tables win over earlier ones. */
class Entries {
  private readonly list: DictionaryEntry[]
  private readonly byName = new Map<string, number>()

  constructor(entries: readonly DictionaryEntry[]) {
    this.list = [...entries]
    entries.forEach((entry, i) => {
      for (const name of namesOf(entry)) if (!this.byName.has(name)) this.byName.set(name, i)
    })
  }

  private change(index: number, change: Partial<DictionaryEntry>): void {
    const entry = this.list[index]
    if (entry) this.list[index] = { ...entry, ...change }
  }

  private add(entry: DictionaryEntry): void {
    const index = this.list.push(entry) - 1
    for (const name of namesOf(entry)) if (!this.byName.has(name)) this.byName.set(name, index)
  }

  classify({ code, name, english }: TermRow, system: 'icd10' | 'icd11'): void {
    const index = this.byName.get(keyOf(name))
    // A morphology is a name without a code of its own: read as ICD-10, `M80000/3` would be a disease of bones.
    const coded = isMorphology(code) ? {} : { [system]: code }
    if (index !== undefined) this.change(index, coded)
    else if (name.length >= NEW_NAME_MIN) {
      this.add({ kind: 'diagnosis', zh: name, en: english ?? name, ...coded })
    }
  }

  drug({ code, name, english, brand }: TermRow): void {
    const index = this.byName.get(keyOf(name)) ?? (english ? this.byName.get(keyOf(english)) : undefined)
    const entry = index === undefined ? undefined : this.list[index]
    if (index === undefined || !entry) {
      this.add({
        kind: 'drug',
        zh: name,
        en: english ?? name,
        ...(code ? { atc: code } : {}),
        ...(brand ? { short: [brand] } : {}),
      })
    } else if (entry.kind === 'drug') {
      const short = [...new Set([...(entry.short ?? []), name, ...(brand ? [brand] : [])])]
      this.change(index, { short, ...(code && !entry.atc ? { atc: code } : {}) })
    }
  }

  snomed({ code, name }: TermRow): void {
    const index = this.byName.get(keyOf(name))
    if (index !== undefined && !this.list[index]?.snomed) this.change(index, { snomed: code })
  }

  all = (): DictionaryEntry[] => this.list
}

/**
 * The entries of the portal with the hospital's tables: a national edition's code replaces the portal's for the same name and its
 * other diagnoses are added; drugs and brands are added; SNOMED CT codes go to the concepts whose name a description bears.
 */
export function mergeTables(
  entries: readonly DictionaryEntry[],
  tables: readonly TermTable[],
): DictionaryEntry[] {
  const merged = new Entries(entries)
  for (const { kind, rows } of tables) {
    for (const row of rows) {
      if (kind === 'snomed') merged.snomed(row)
      else if (kind === 'drugs') merged.drug(row)
      else merged.classify(row, kind)
    }
  }
  return merged.all()
}

/** The folded names that SNOMED CT descriptions are kept for. */
export const knownNames = (entries: readonly DictionaryEntry[]): Set<string> =>
  new Set(entries.flatMap(namesOf))
