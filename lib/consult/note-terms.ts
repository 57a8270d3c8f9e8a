import 'server-only'
import type { Term } from '@/lib/clinical/contract'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import { appendEvent } from '@/lib/consult/append-event'
import { clinicalDictionary } from '@/lib/terminology/clinical-dictionary'
import type { Run } from '@/lib/consult/consult-store'
import type { AnswerTerm } from '@/lib/consult/stream/contract'
import type { GenerateEvent } from '@/lib/inference/contract'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

type Part = AnswerTerm['in']

const ABBREVIATION = /^(?=.*[A-Z].*[A-Z])[A-Za-z0-9/-]{2,12}$/
/** The full name stands right behind already: `COPD（慢性阻塞性肺疾病）`. */
const EXPLAINED = /^\s?[(（]/

/** How far behind a diagnosis its code may stand already. */
const CODE_BEHIND = 16

function textOf({ turn }: Run, part: Part): string {
  return part === 'question' ? turn.question : (turn.sections.find(({ id }) => id === part)?.text ?? '')
}

/** Whether the full name belongs behind a term: the first time that the answer uses an unexplained, unambiguous abbreviation. */
function needsName(term: Term, text: string, known: Set<string>): boolean {
  if (!ABBREVIATION.test(term.surface) || known.has(term.surface)) return false
  known.add(term.surface)
  return !term.candidates && !EXPLAINED.test(text.slice(term.end, term.end + 2))
}

/** The code of a diagnosis where the answer first names it, unless it stands there already. */
function firstCode({ kind, icd10, end }: Term, text: string, coded: Set<string>): string | null {
  if (kind !== 'diagnosis' || !icd10 || coded.has(icd10)) return null
  coded.add(icd10)
  return text.slice(end, end + CODE_BEHIND).includes(icd10) ? null : icd10
}

/** Recognises the terms of the question or of a part of the answer and tells the readers. A failure costs the terms, not the answer. */
export function noteTerms(run: Run, part: Part): void {
  try {
    const text = textOf(run, part)
    const known = new Set(
      run.turn.terms.filter((term) => term.in !== 'question').map(({ surface }) => surface),
    )
    const coded = new Set(run.turn.terms.flatMap(({ code }) => code ?? []))
    const read = part === 'question' ? run.reading.terms : recogniseTerms(text, clinicalDictionary())
    const terms = read.map((found): AnswerTerm => {
      const { preferred, candidates, ...term } = found
      const hasCode = part !== 'question' && run.codes && !candidates
      const code = hasCode ? firstCode(found, text, coded) : null
      return {
        ...term,
        in: part,
        preferred: run.locale === 'en' ? preferred.en : preferred.zh,
        name: preferred,
        expand: part !== 'question' && needsName(found, text, known),
        ...(code ? { code } : {}),
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
