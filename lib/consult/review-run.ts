import 'server-only'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { Finding } from '@/lib/clinical/review/finding'
import { findHighRisk } from '@/lib/clinical/review/high-risk'
import type { CitablePassage } from '@/lib/clinical/citations/citation'
import type { TextReading } from '@/lib/clinical/read-text'
import { LiveReview } from '@/lib/clinical/review/live-review'
import { reviewSentence } from '@/lib/clinical/review/rule-text'
import { REVIEW_RULES } from '@/lib/clinical/review/finding'
import { consult } from '@/lib/consult/feature'
import type { CaseReading } from '@/lib/quarantine/read-case'
import { readPolicy } from '@/lib/policies/read-policy'
import { appendEvent } from '@/lib/consult/append-event'
import { clinicalDictionary } from '@/lib/terminology/clinical-dictionary'
import { tablesInForce } from '@/lib/terminology/medication-in-force'
import type { Run } from '@/lib/consult/consult-store'
import { citedNumbers } from '@/lib/consult/sources/contract'
import type { ConversationTurn } from '@/lib/consult/contract'
import { openingQuote } from '@/lib/consult/pure/quoted-text'
import { needsAcknowledgement } from '@/lib/consult/pure/open-ends'
import type { GenerateEvent, Outcome, SectionId } from '@/lib/inference/contract'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

/** The turn's fields before anything was read or reviewed. */
export function unreviewed(): Pick<ConversationTurn, 'redFlags' | 'review' | 'acknowledged'> {
  return {
    redFlags: { flags: [], switchedOff: [] },
    review: { findings: [], state: 'running', highRisk: [], switchedOff: [] },
    acknowledged: { red_flags: null, answer: null },
  }
}

/** The passages that an answer may cite. Null where no library was asked. */
function citablePassages({ passages, sourcesRequired }: ConversationTurn): CitablePassage[] | null {
  if (passages === null && !sourcesRequired) return null
  return (passages ?? []).map(({ told, ...passage }) => ({ ...passage, told: told !== null }))
}

/** Reviews one run while it is written. A fault of the review never reaches the answer: the turn says that it failed. */
export class RunReview {
  private readonly review: LiveReview
  private failed = false
  /** Place of the part that is being written; -1 while the thought is. */
  private writing = -1

  constructor(
    private readonly run: Run,
    earlier: readonly TextReading[],
    tables: MedicationTables,
  ) {
    const { review } = run.turn
    this.review = new LiveReview({
      question: run.reading,
      earlier,
      passages: citablePassages(run.turn),
      sourcesRequired: run.turn.sourcesRequired,
      locale: run.locale,
      switchedOff: review.switchedOff,
      dictionary: clinicalDictionary(),
      tables,
    })
  }

  /** Tells the readers the red flags of the case, before anything is written. */
  open(): void {
    const { redFlags } = this.run.turn
    if (redFlags.flags.length > 0 || redFlags.switchedOff.length > 0) {
      appendEvent(this.run, { event: 'flags', data: redFlags })
    }
  }

  /** Looks at what the engine has just written. */
  follow({ type, data }: GenerateEvent): void {
    const { turn } = this.run
    this.attempt(() => {
      if (type === 'thought') return data.text.includes('\n') ? this.review.thought(turn.thought) : []
      return type === 'section' ? this.next() : []
    })
  }

  /** The engine is through. What only a whole answer shows is not looked for in one that was stopped or failed. */
  close(outcome: Outcome | 'failed'): void {
    const whole = outcome !== 'stopped' && outcome !== 'failed'
    this.attempt(() => [...this.next(), ...(whole ? this.review.end() : [])])
    const { turn } = this.run
    const recommendation = turn.sections.find(({ id }) => id === 'recommendation')?.text ?? ''
    const state = this.failed
      ? 'failed'
      : turn.review.switchedOff.length >= REVIEW_RULES.length
        ? 'off'
        : 'done'
    const highRisk =
      this.guard(() => [
        ...new Set(findHighRisk(recommendation, clinicalDictionary()).map(({ kind }) => kind)),
      ]) ?? []
    appendEvent(this.run, { event: 'review', data: { findings: [], state, highRisk } })
  }

  /** Ties sentences of the part that has just become complete to passages, where the model did not. */
  private link(section: SectionId): void {
    const links = (this.guard(() => this.review.links()) ?? []).map((link) => ({ section, ...link }))
    if (links.length > 0) appendEvent(this.run, { event: 'links', data: { links } })
  }

  /** Reviews what has just become complete: the thought at the first part, then each part at the next one. */
  private next(): Finding[] {
    const { thought, sections } = this.run.turn
    const written = sections[this.writing]
    const found = written
      ? this.review.section(
          written.id,
          written.text,
          this.writing === 0 ? openingQuote(this.run.turn)?.end : 0,
        )
      : [...this.review.thought(thought), ...this.review.endThought()]
    if (written) this.link(written.id)
    this.writing += 1
    return found
  }

  private attempt(look: () => Finding[]): void {
    if (this.failed) return
    const found = this.guard(look) ?? []
    if (found.length === 0) return
    const findings = found.map((finding) => ({
      ...finding,
      message: reviewSentence(finding, this.run.locale),
    }))
    appendEvent(this.run, { event: 'review', data: { findings, state: 'running', highRisk: [] } })
  }

  private guard<T>(look: () => T): T | null {
    try {
      return look()
    } catch (error) {
      this.failed = true
      logger.error('review failed', { component: 'consult', runId: this.run.id, ...faultFields(error) })
      return null
    }
  }
}

/**
 * Puts the red flags of the case into the turn and prepares the review of the answer. `earlier` are the earlier runs of the case,
 * oldest first. Flags that the owner read with an earlier question of the case need no second reading.
 */
export async function prepareReview(
  run: Run,
  { flags: found }: CaseReading,
  earlier: readonly Run[],
): Promise<RunReview> {
  const [review, redFlags, tables] = await Promise.all([
    readPolicy(consult.policies.review),
    readPolicy(consult.policies.redFlags),
    tablesInForce(),
  ])
  const flags = [...found]
  const read = earlier.map(({ turn }) => turn).filter(({ acknowledged }) => acknowledged.red_flags !== null)
  const known = new Set(read.flatMap((one) => one.redFlags.flags.map(({ id }) => id)))
  const readBefore = flags.every(({ id }) => known.has(id)) ? read.at(-1) : undefined
  run.turn = {
    ...run.turn,
    redFlags: { flags, switchedOff: redFlags.switchedOff },
    review: { ...run.turn.review, switchedOff: applied(review.switchedOff, run.turn) },
    acknowledged: { ...run.turn.acknowledged, red_flags: readBefore?.acknowledged.red_flags ?? null },
  }
  return new RunReview(
    run,
    earlier.map(({ reading }) => reading),
    tables,
  )
}

/** A rule on which a release depends is applied, whatever is switched off. */
const applied = (switchedOff: readonly string[], { sourcesRequired }: ConversationTurn): string[] =>
  switchedOff.filter((rule) => !sourcesRequired || rule !== 'recommendation_uncited')

/** How many of the passages that the model was given an answer cites. */
function countCited(turn: ConversationTurn): number {
  const cited = citedNumbers(turn)
  return (turn.passages ?? []).filter(({ n, told }) => told !== null && cited.has(n)).length
}

/** What the audit record says of the review: counts and ids, no text. */
export function reviewDetail(turn: ConversationTurn) {
  const counts = new Map<string, number>()
  // A green mark is a form that was kept, and no fault to count.
  const faults = turn.review.findings.filter(({ severity }) => severity !== 'green')
  for (const { rule } of faults) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return {
    findings: [...counts].map(([rule, count]) => `${rule}=${count}`).sort(),
    redFlags: turn.redFlags.flags.map(({ id }) => id),
    acknowledgeable: needsAcknowledgement(turn),
    reviewState: turn.review.state,
    ...(turn.passages === null ? {} : { passagesCited: countCited(turn) }),
  }
}
