import 'server-only'
import {
  SECTION_IDS,
  type GenerateEvent,
  type GenerateRequest,
  type GenerateResult,
} from '@/lib/inference/contract'
import type { PartEnd } from '@/lib/inference/engine/decode-part'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'
import { FORMATS } from '@/lib/inference/engine/prompt/prompt-format'
import { sectionTitle, THOUGHT_LEAD } from '@/lib/inference/engine/section-titles'
import { givenOf, isBegun, lastBegun, outcomeOf } from '@/lib/inference/engine/write-answer'
import type { RemoteWriter } from '@/lib/inference/remote/remote-writer'
import { noTokens } from '@/lib/inference/pure/sections'
import type { Locale } from '@/lib/shared/locale'

export interface RemoteJob {
  writer: RemoteWriter
  profile: ModelProfile
  locale: Locale
  /** Sections to go on from. */
  begun: NonNullable<GenerateRequest<string>['begun']>
  /** What the first section begins with, in a new answer. */
  quoted: string
  emit: (event: GenerateEvent) => void
  onToken: () => void
}

async function writeThought({ writer, profile, locale, emit, onToken }: RemoteJob) {
  const { open, lead: opening, close } = FORMATS[profile.promptFormat].thought
  const { guidedThought } = profile
  writer.append(
    guidedThought ? `## ${sectionTitle('thought', locale)}\n${THOUGHT_LEAD[locale]}` : `${open}${opening}`,
  )
  let lead = guidedThought ? THOUGHT_LEAD[locale] : ''
  const thought = await writer.write({
    minimum: profile.minimumPartTokens,
    onToken,
    id: 'thought',
    cuts: guidedThought,
    budget: profile.budgets.thought,
    onText: (text) => {
      emit({ type: 'thought', data: { text: lead + text } })
      lead = ''
    },
  })
  if (!guidedThought) writer.append(close)
  return thought
}

/**
 * Thought and four sections on a server: the portal writes each heading into the prompt and asks for its continuation
 * (design decision 7). Delimiters reach the portal as text, since the interface has no token ids; they are stop words.
 */
export async function writeRemoteAnswer(
  job: RemoteJob,
): Promise<Pick<GenerateResult, 'outcome' | 'sectionTokens'> & { thoughtTokens: number }> {
  const { writer, profile, locale, begun, quoted, emit, onToken } = job
  const ends = new Set<PartEnd>()
  const part = { minimum: profile.minimumPartTokens, onToken }
  const last = lastBegun(begun)
  const thought = last === undefined ? await writeThought(job) : { end: 'finished', tokens: 0 }
  if (thought.end === 'aborted') ends.add('aborted')

  const sectionTokens = noTokens()
  for (const id of SECTION_IDS) {
    if (ends.has('aborted')) break
    const title = sectionTitle(id, locale)
    emit({ type: 'section', data: { id, title } })
    writer.append(`\n\n## ${title}\n`)
    const given = givenOf(id, { last, begun, quoted })
    writer.append(given)
    if (given !== '') emit({ type: 'delta', data: { section: id, text: given } })
    if (isBegun(id, last) && id !== last) continue
    const section = await writer.write({
      ...part,
      id,
      cuts: true,
      budget: profile.budgets[id],
      onText: (text) => {
        emit({ type: 'delta', data: { section: id, text } })
      },
    })
    sectionTokens[id] = section.tokens
    ends.add(section.end)
  }
  return { outcome: outcomeOf(ends), sectionTokens, thoughtTokens: thought.tokens }
}
