import type { ClinicalName } from '@/lib/clinical/contract'
import table from '@/lib/clinical/facts/specimens.json'
import { phraseTrie, PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

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

const SAMPLED = new PhraseTrie<Specimen>()
for (const [id, words] of Object.entries(table.sampled)) {
  for (const word of words) SAMPLED.set(word, () => id as Specimen)
}
/** An effusion is a diagnosis until somebody takes a sample of it. */
const SAMPLING = new RegExp(`^[^，,。;；\\n]{0,10}?(?:${table.sampling})`)

/** Fluids whose panel goes on in the next sentences; what is measured in them. */
export const isFluid = (specimen: Specimen | null): boolean => specimen !== null && specimen !== 'urine'
export const FLUID_ANALYTES: ReadonlySet<string> = new Set(table.fluidAnalytes)

/** A word that says of which specimen the values behind it are, until the sentence ends: `脑脊液：糖1.8`, `胸腔积液送检`. */
export function specimenAt(text: string, at: number): { to: number; value: Specimen | 'blood' } | null {
  const open = OPENS.at(text, at).find(({ from, to }) => isWordBoundary(text, from, to))
  if (open) return open
  const sampled = SAMPLED.at(text, at).find(({ from, to }) => isWordBoundary(text, from, to))
  return sampled && SAMPLING.test(text.slice(sampled.to, sampled.to + 24)) ? sampled : null
}

/** A specimen written right in front of a label: 尿钠, 胸水LDH, 血LDH. */
export const specimenPrefixAt = (text: string, at: number) => PREFIXES.at(text, at)[0] ?? null

/** 腰穿结果：⏎| 糖 | 1.4 |: whether the table or list below a line goes on with what it names. */
export function goesOnBelow(text: string, at: number): boolean {
  const end = text.indexOf('\n', at + 1)
  const next = text.slice(at + 1, end < 0 ? text.length : end)
  const row = /^ ?\|/.test(next)
  const opened =
    text[at - 1] === ':' || (row && text.slice(text.lastIndexOf('\n', at - 1) + 1, at).includes('|'))
  return opened && (row || /\d/.test(next)) && !/^[^\d|:]{2,14}:/.test(next)
}

const OF_BLOOD =
  /^ ?\( ?(?:同步|同期)?(?:(?:paired |simultaneous )?(?:serum|plasma|blood)|静脉血|血清|血浆|血)(?:糖| glucose)? ?:? ?(?=\d)/
/** Where the value of blood begins that stands in brackets beside one of a fluid: CSF glucose 1.6 (serum 6.9); null where none does. */
export function bloodBeside(text: string, to: number): number | null {
  const bracket = OF_BLOOD.exec(text.slice(to, to + 28))
  return bracket && to + bracket[0].length
}
