import 'server-only'
import type { LlamaModel } from 'node-llama-cpp'
import {
  SECTION_IDS,
  type GenerateEvent,
  type GenerateRequest,
  type GenerateResult,
  type Outcome,
  type PriorTurn,
  type SectionId,
} from '@/lib/inference/contract'
import { decodePart, type Part, type PartEnd, type TokenSource } from '@/lib/inference/engine/decode-part'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'
import type { PromptRenderer } from '@/lib/inference/engine/render-prompt'
import { sectionTitle, THOUGHT_LEAD } from '@/lib/inference/engine/section-titles'
import type { AnswerSampling } from '@/lib/inference/engine/sampling'
import { Detokeniser } from '@/lib/inference/engine/token-stream'
import { noTokens } from '@/lib/inference/pure/sections'
import type { Locale } from '@/lib/shared/locale'

export interface AnswerJob {
  source: TokenSource
  sampling: AnswerSampling
  model: LlamaModel
  renderer: PromptRenderer
  profile: ModelProfile
  locale: Locale
  /** Sections to go on from. */
  begun: NonNullable<GenerateRequest<string>['begun']>
  /** What the first section begins with, in a new answer. */
  quoted: string
  emit: (event: GenerateEvent) => void
}

export type AnswerResult = Pick<GenerateResult, 'outcome' | 'sectionTokens'> & {
  thoughtTokens: number
  /** The text of each section as it was emitted. */
  answer: PriorTurn<string>['answer']
}

/** What the ends of the parts make of the whole answer; the worst one counts. */
export function outcomeOf(ends: ReadonlySet<PartEnd>): Outcome {
  if (ends.has('aborted')) return 'stopped'
  if (ends.has('repeated')) return 'repeated'
  return ends.has('budget') || ends.has('context_full') ? 'truncated' : 'complete'
}

/** Lets the model write one part within a budget. */
function writePart(
  job: AnswerJob,
  { id, cuts, budget, onText }: Pick<Part, 'id' | 'cuts' | 'budget' | 'onText'>,
): Promise<{ end: PartEnd; tokens: number }> {
  const { source, sampling, model, renderer, emit } = job
  const words = new Detokeniser(model)
  return decodePart(source, {
    id,
    cuts,
    budget,
    delimiters: renderer.delimiters,
    isEnd: (token) => model.isEogToken(token),
    detokenise: (token) => {
      sampling.sampled(token)
      return words.push(token)
    },
    onText,
    onThought: (text) => {
      emit({ type: 'thought', data: { text } })
    },
    onStep: (written) => {
      sampling.step(id === 'thought' ? 'thought' : 'section', written)
    },
  })
}

const NO_THOUGHT = { end: 'finished', tokens: 0 } as const

async function writeThought(job: AnswerJob): Promise<{ end: PartEnd; tokens: number }> {
  const { source, renderer, profile, locale, emit } = job
  source.pending.push(...renderer.thoughtOpening(locale))
  // Told with the model's first word: before it nothing is on the screen, and a failed step can be repeated.
  let lead = renderer.thinks ? '' : THOUGHT_LEAD[locale]
  const thought = await writePart(job, {
    id: 'thought',
    cuts: !renderer.thinks,
    budget: profile.budgets.thought,
    onText: (text) => {
      emit({ type: 'thought', data: { text: lead + text } })
      lead = ''
    },
  })
  source.pending.push(...renderer.thoughtClosing())
  return thought
}

/** The last section of an answer that is gone on with, undefined for a new answer. */
export const lastBegun = (begun: NonNullable<GenerateRequest<string>['begun']>): SectionId | undefined =>
  SECTION_IDS.findLast((id) => (begun[id] ?? '') !== '')

/** Whether a section was written before the one that is gone on with, or is that one. */
export const isBegun = (id: SectionId, last: SectionId | undefined): boolean =>
  last !== undefined && SECTION_IDS.indexOf(id) <= SECTION_IDS.indexOf(last)

/** What stands in a section before the model writes: what was written before, or, at the head of a new answer, what is quoted. */
export const givenOf = (
  id: SectionId,
  { last, begun, quoted }: { last: SectionId | undefined } & Pick<AnswerJob, 'begun' | 'quoted'>,
): string => (last === undefined && id === SECTION_IDS[0] ? quoted : (begun[id] ?? ''))

/**
 * Writes the thought and the four sections. The portal writes each heading into the context itself and lets the model
 * go on under it, so all four parts are there with any model (design decision 7). A thought that is cut, loops or is
 * never closed is closed by the portal and does not spoil the answer. What the portal quotes opens the first section. An answer that is gone on with tells again what it has, without
 * a thought, and goes on where it was cut.
 */
export async function writeAnswer(job: AnswerJob): Promise<AnswerResult> {
  const { source, renderer, profile, locale, begun, quoted, emit } = job
  const ends = new Set<PartEnd>()
  const last = lastBegun(begun)
  const thought = last === undefined ? await writeThought(job) : NO_THOUGHT
  if (thought.end === 'aborted') ends.add('aborted')

  const sectionTokens = noTokens()
  const answer: Partial<Record<SectionId, string>> = {}
  for (const id of SECTION_IDS) {
    if (ends.has('aborted')) break
    emit({ type: 'section', data: { id, title: sectionTitle(id, locale) } })
    source.pending.push(...renderer.sectionOpening(id, locale))
    const given = givenOf(id, { last, begun, quoted })
    source.pending.push(...renderer.given(given))
    answer[id] = given
    if (given !== '') emit({ type: 'delta', data: { section: id, text: given } })
    if (isBegun(id, last) && id !== last) continue
    const section = await writePart(job, {
      id,
      cuts: true,
      budget: profile.budgets[id],
      onText: (text) => {
        answer[id] = (answer[id] ?? '') + text
        emit({ type: 'delta', data: { section: id, text } })
      },
    })
    sectionTokens[id] = section.tokens
    ends.add(section.end)
  }
  return { outcome: outcomeOf(ends), sectionTokens, thoughtTokens: thought.tokens, answer }
}
