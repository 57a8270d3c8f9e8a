import 'server-only'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import { appendEvent } from '@/lib/consult/append-event'
import { clinicalDictionary } from '@/lib/terminology/clinical-dictionary'
import type { Run } from '@/lib/consult/consult-store'
import { termNotes } from '@/lib/consult/pure/term-notes'
import type { AnswerTerm } from '@/lib/consult/stream/contract'
import type { GenerateEvent } from '@/lib/inference/contract'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

type Part = AnswerTerm['in']

function textOf({ turn }: Run, part: Part): string {
  return part === 'question' ? turn.question : (turn.sections.find(({ id }) => id === part)?.text ?? '')
}

/** Recognises the terms of the question or of a part of the answer and tells the readers. A failure costs the terms, not the answer. */
export function noteTerms(run: Run, part: Part): void {
  try {
    const text = textOf(run, part)
    const read = part === 'question' ? run.reading.terms : recogniseTerms(text, clinicalDictionary())
    const said = run.turn.terms.filter((term) => term.in !== 'question')
    const notes = termNotes(text, part === 'question' ? [] : read, {
      names: new Set(said.map(({ surface }) => surface)),
      codes: new Set(said.flatMap(({ code }) => code ?? [])),
    })
    const terms = read.map(({ preferred, candidates, ...term }, i): AnswerTerm => {
      const { expand = false, code = null } = notes[i] ?? {}
      return {
        ...term,
        in: part,
        preferred: run.locale === 'en' ? preferred.en : preferred.zh,
        name: preferred,
        expand: expand && !candidates,
        ...(code && run.codes ? { code } : {}),
      }
    })
    if (terms.length > 0) appendEvent(run, { event: 'terms', data: { terms } })
  } catch (error) {
    logger.error('terms failed', { component: 'consult', runId: run.id, ...faultFields(error) })
  }
}

/** Follows the engine: when a part begins, the one before it is whole; when the answer is over, so is the last. */
export function noteAnswerTerms(run: Run, event: GenerateEvent['type']): void {
  if (event !== 'section' && event !== 'done') return
  const part = run.turn.sections.at(event === 'done' ? -1 : -2)
  if (part) noteTerms(run, part.id)
}
