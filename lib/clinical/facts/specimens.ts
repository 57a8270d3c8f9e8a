import type { ClinicalName } from '@/lib/clinical/contract'
import table from '@/lib/clinical/facts/specimens.json'
import { phraseTrie, PhraseTrie } from '@/lib/clinical/text/phrase-trie'

export type Specimen = keyof typeof table.specimens

/** The name of a specimen, which stands in front of the analyte's. */
export const specimenName = (specimen: Specimen): ClinicalName => table.specimens[specimen]

const OPENS = new PhraseTrie<Specimen | 'blood'>()
const PREFIXES = phraseTrie<Specimen | 'blood'>([
  ...Object.entries(table.specimens).flatMap(([id, { prefix }]) =>
    prefix.map((word) => [word, id as Specimen] as const),
  ),
  ['血', 'blood'],
])
for (const [id, { opens }] of Object.entries(table.specimens)) {
  for (const word of opens) OPENS.set(word, () => id as Specimen)
}
for (const word of table.blood) OPENS.set(word, () => 'blood')

/** A word that says of which specimen the values behind it are, until the sentence ends: `脑脊液：糖1.8`. */
export const specimenAt = (text: string, at: number) => OPENS.at(text, at)[0] ?? null

/** A specimen written right in front of a label: 尿钠, 胸水LDH, 血LDH. */
export const specimenPrefixAt = (text: string, at: number) => PREFIXES.at(text, at)[0] ?? null
