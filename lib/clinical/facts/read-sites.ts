import type { ClinicalName, FactOf } from '@/lib/clinical/contract'
import table from '@/lib/clinical/facts/sites.json'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

type Side = NonNullable<FactOf<'anatomy'>['side']>

const IMAGING = phraseTrie(
  Object.entries(table.imaging).flatMap(([modality, phrases]) => phrases.map((p) => [p, modality] as const)),
)
const HAN_SIDES: readonly (readonly [string, Side])[] = [
  ['左侧', 'left'],
  ['左', 'left'],
  ['右侧', 'right'],
  ['右', 'right'],
  ['双侧', 'both'],
  ['双', 'both'],
  ['两侧', 'both'],
]
const ENGLISH_SIDES: readonly (readonly [string, Side])[] = [
  ['left', 'left'],
  ['right', 'right'],
  ['bilateral', 'both'],
  ['both', 'both'],
]

/** A site with its side: 左下肢, right lower limb. A site without a side says too little to be a fact. */
const SITES = phraseTrie<{ site: ClinicalName; side: Side }>([
  ...(table.sites as [string, string][]).flatMap(([zh, en]) =>
    HAN_SIDES.map(([word, side]) => [`${word}${zh}`, { site: { zh, en }, side }] as const),
  ),
  ...table.englishSites.flatMap((en) =>
    ENGLISH_SIDES.flatMap(([word, side]) => {
      const zh = (table.sites as [string, string][]).find(([, name]) => name === en)?.[0] ?? en
      return [en, `${en}s`].map((name) => [`${word} ${name}`, { site: { zh, en }, side }] as const)
    }),
  ),
])

/** Imaging and recordings that are named, and sites of the body with their side. */
export function readSites(folded: FoldedText): (FactOf<'imaging'> | FactOf<'anatomy'>)[] {
  const { text } = folded
  const whole = (m: { from: number; to: number }) => isWordBoundary(text, m.from, m.to)
  const imaging = [...IMAGING.matches(text, whole)].map(({ from, to, value: modality }) => ({
    kind: 'imaging' as const,
    ...originalSpan(folded, from, to),
    modality,
  }))
  const sites = [...SITES.matches(text, whole)].map(({ from, to, value }) => ({
    kind: 'anatomy' as const,
    ...originalSpan(folded, from, to),
    ...value,
  }))
  return [...imaging, ...sites]
}
