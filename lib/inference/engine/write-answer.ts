import 'server-only'
import type { Token } from 'node-llama-cpp'
import {
  SECTION_IDS,
  type GenerateEvent,
  type GenerateResult,
  type Outcome,
  type SectionId,
} from '@/lib/inference/contract'
import { decodePart, type Decoding, type Part, type PartEnd } from '@/lib/inference/engine/decode-part'
import type { ModelProfile } from '@/lib/inference/engine/manifest'
import { sectionTitle, type PromptRenderer } from '@/lib/inference/engine/render-prompt'
import type { Locale } from '@/lib/shared/locale'

export interface AnswerJob {
  decoding: Decoding
  renderer: PromptRenderer
  profile: ModelProfile
  locale: Locale
  emit: (event: GenerateEvent) => void
  /** Called at each generated token; the first call gives the time to first token. */
  onToken: () => void
}

export type AnswerResult = Pick<GenerateResult, 'outcome' | 'sectionTokens'> & { thoughtTokens: number }

function stopTokens({ renderer, profile }: AnswerJob): ReadonlySet<Token> {
  const { startOfTurn, endOfTurn, thoughtOpen, thoughtClose } = profile.specialTokens
  const tokens = [startOfTurn, endOfTurn, thoughtOpen, thoughtClose].map((word) =>
    renderer.controlToken(word),
  )
  return new Set(tokens.filter((token) => token !== null))
}

/** What the ends of the parts make of the whole answer; the worst one counts. */
export function outcomeOf(ends: ReadonlySet<PartEnd>): Outcome {
  if (ends.has('aborted')) return 'stopped'
  if (ends.has('repeated')) return 'repeated'
  return ends.has('budget') || ends.has('context_full') ? 'truncated' : 'complete'
}

/**
 * Writes the thought and the four sections. The portal writes each heading into the context itself and lets the model
 * go on under it, so all four parts are there with any model (design decision 7).
 */
export async function writeAnswer(job: AnswerJob): Promise<AnswerResult> {
  const { decoding, renderer, profile, locale, emit } = job
  const stops = stopTokens(job)
  const ends = new Set<PartEnd>()
  const run = (budget: number, onText: Part['onText']) => {
    const part: Part = {
      budget,
      minimum: profile.minimumPartTokens,
      stopTokens: stops,
      onText,
      onToken: job.onToken,
    }
    return decodePart(decoding, part)
  }

  decoding.pending.push(...renderer.thoughtOpening(locale))
  const thought = await run(profile.budgets.thought, (text) => emit({ type: 'thought', data: { text } }))
  // A thought that is cut or loops is closed by the portal and does not spoil the answer.
  if (thought.end === 'aborted') ends.add('aborted')
  decoding.pending.push(...renderer.thoughtClosing())

  const sectionTokens: Record<SectionId, number> = {
    definition: 0,
    mechanism: 0,
    differential: 0,
    recommendation: 0,
  }
  for (const id of SECTION_IDS) {
    if (ends.has('aborted')) break
    emit({ type: 'section', data: { id, title: sectionTitle(id, locale) } })
    decoding.pending.push(...renderer.sectionOpening(id, locale))
    const section = await run(profile.budgets[id], (text) =>
      emit({ type: 'delta', data: { section: id, text } }),
    )
    sectionTokens[id] = section.tokens
    ends.add(section.end)
  }
  return { outcome: outcomeOf(ends), sectionTokens, thoughtTokens: thought.tokens }
}
