import type { Concept } from '@/lib/clinical/contract'
import { foldText } from '@/lib/clinical/text/fold-text'
import abbreviationCues from '@/lib/clinical/terms/abbreviation-cues.json'
import ambiguities from '@/lib/clinical/terms/ambiguities.json'

/** How far, in units to each side, a cue may stand from the abbreviation it explains. */
const WINDOW = 60

const cuesOf = new Map(
  [...ambiguities.entries, ...abbreviationCues.cues].map(
    ({ en, cues }) => [en, cues.map((cue) => foldText(cue).text)] as const,
  ),
)

/**
 * What a phrase of folded text means: the only concept; else the one with the most cue words nearby; else the first, with all of
 * them as candidates.
 */
export function settleMeaning(
  text: string,
  { from, to, concepts }: { from: number; to: number; concepts: readonly Concept[] },
): { concept: Concept; candidates?: Concept[] } {
  const [first] = concepts
  if (!first) throw new Error('a found phrase has a meaning')
  if (concepts.length === 1) return { concept: first }
  const around = `${text.slice(Math.max(0, from - WINDOW), from)}\n${text.slice(to, to + WINDOW)}`
  const scored = concepts
    .map((concept) => ({
      concept,
      score: (cuesOf.get(concept.preferred.en) ?? []).filter((cue) => around.includes(cue)).length,
    }))
    .sort((a, b) => b.score - a.score)
  const [best, second] = scored
  if (best && best.score > (second?.score ?? 0)) return { concept: best.concept }
  return { concept: first, candidates: [...concepts] }
}
