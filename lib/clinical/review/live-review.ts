import {
  ANSWER_PARTS,
  type AnswerPart,
  type Finding,
  type ReviewRuleId,
  type Severity,
} from '@/lib/clinical/review/finding'
import type { CitablePassage } from '@/lib/clinical/citations/citation'
import { linkSentences, type LinkedSentence } from '@/lib/clinical/citations/link-sentences'
import { Passage, type Marked } from '@/lib/clinical/review/passage'
import {
  ReviewedCase,
  type PassageRule,
  type ReviewedAnswer,
  type WholeRule,
} from '@/lib/clinical/review/reviewed-answer'
import ruleTexts from '@/lib/clinical/review/rules.json'
import { abbreviationUnexpanded } from '@/lib/clinical/review/rules/abbreviations'
import {
  citationHeld,
  citationNotHeld,
  citationUnknown,
  editionExpired,
  recommendationUncited,
} from '@/lib/clinical/review/rules/citations'
import { changeWithoutSource, doseIncomplete, prescriptionLike } from '@/lib/clinical/review/rules/drugs'
import { evidenceLevelMissing, evidenceLevels } from '@/lib/clinical/review/rules/evidence'
import {
  guidelineIncomplete,
  guidelineOutdated,
  guidelineStated,
  guidelineUnverified,
} from '@/lib/clinical/review/rules/guidelines'
import { dangerousDrugs } from '@/lib/clinical/review/rules/medication'
import { inventedHistory, labUnits, methodMissing, patientNumbers } from '@/lib/clinical/review/rules/numbers'
import {
  answerNotInThought,
  conclusionUnsupported,
  contradiction,
  sexMismatch,
  sideChanged,
  stepJump,
} from '@/lib/clinical/review/rules/reasoning'
import { citationUnverified, codeEdition, codeMismatch } from '@/lib/clinical/review/rules/sources'
import {
  factsNotAsked,
  missingSection,
  offScope,
  repetition,
  thoughtShort,
  unusedFact,
} from '@/lib/clinical/review/rules/whole'
import { absoluteWording, languageDrift, vagueWording } from '@/lib/clinical/review/rules/wording'
import { segmentThought } from '@/lib/clinical/review/segment-thought'
import { readText, type TextReading } from '@/lib/clinical/read-text'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { Locale } from '@/lib/shared/locale'

const PASSAGE_RULES: readonly PassageRule[] = [
  patientNumbers,
  inventedHistory,
  dangerousDrugs,
  sexMismatch,
  sideChanged,
  contradiction,
  doseIncomplete,
  prescriptionLike,
  changeWithoutSource,
  labUnits,
  conclusionUnsupported,
  answerNotInThought,
  stepJump,
  vagueWording,
  absoluteWording,
  guidelineIncomplete,
  guidelineOutdated,
  guidelineUnverified,
  guidelineStated,
  evidenceLevels,
  evidenceLevelMissing,
  citationUnverified,
  citationUnknown,
  citationNotHeld,
  recommendationUncited,
  editionExpired,
  citationHeld,
  codeEdition,
  codeMismatch,
  languageDrift,
  methodMissing,
  abbreviationUnexpanded,
]
const WHOLE_RULES: readonly WholeRule[] = [
  unusedFact,
  factsNotAsked,
  missingSection,
  thoughtShort,
  repetition,
  offScope,
]

/** Of the words of a document, which order nothing for this patient: what its standing or the case itself speaks against. */
const HELD_OF_DOCUMENTS: ReadonlySet<ReviewRuleId> = new Set([
  'allergy_conflict',
  'edition_expired',
  'citation_held',
])

function isHeld({ start, end, rule, related }: Marked, { quotedTo }: Passage): boolean {
  // An empty place is the whole part, of which the document is only the beginning.
  if (start === end || end > quotedTo || HELD_OF_DOCUMENTS.has(rule)) return true
  return rule === 'contraindicated' && related !== undefined
}

const SEVERITY = new Map(
  ruleTexts.rules.map(({ id, severity }) => [id as ReviewRuleId, severity as Severity]),
)
const LIGHTER: Record<Severity, Severity> = { red: 'yellow', yellow: 'grey', grey: 'grey', green: 'green' }

export interface ReviewOptions {
  question: TextReading
  /** Earlier questions of the case, oldest first: what they say counts as said. */
  earlier?: readonly TextReading[]
  locale: Locale
  /** The terms in force, for the words of the answer. */
  dictionary: Dictionary
  /** The day of the run; today unless given. */
  today?: Date
  /** The passages of the library that belong to the case; null where none was asked. */
  passages?: readonly CitablePassage[] | null
  /** The hospital asks for a source of each sentence of the recommendation that needs one. */
  sourcesRequired?: boolean
  /** The medication tables in force; those of the portal unless given. */
  tables?: MedicationTables
  /** Rules that are not applied. */
  switchedOff?: readonly string[]
}

/**
 * Reviews an answer while it is written. Each call returns the new findings only; what was found once stays. The rules look
 * for faults of form: none found does not mean that the content is right.
 */
export class LiveReview {
  private readonly answer: ReviewedAnswer & { steps: Passage[]; sections: Passage[] }
  private readonly off: ReadonlySet<string>
  private readonly seen = new Set<string>()
  private readonly dictionary: Dictionary
  private thoughtText = ''

  constructor({
    question,
    earlier = [],
    locale,
    switchedOff = [],
    dictionary,
    tables,
    today = new Date(),
    passages = null,
    sourcesRequired = false,
  }: ReviewOptions) {
    this.dictionary = dictionary
    this.answer = {
      case: new ReviewedCase(question, locale, {
        earlier,
        dictionary,
        today,
        passages,
        sourcesRequired,
        tables,
      }),
      steps: [],
      sections: [],
    }
    this.off = new Set(switchedOff)
  }

  /** The thought so far. Its last step is still open and not looked at. */
  thought(text: string): Finding[] {
    this.thoughtText = text
    return this.steps(segmentThought(text).slice(0, -1))
  }

  /** The thought is complete. */
  endThought(): Finding[] {
    return this.steps(segmentThought(this.thoughtText))
  }

  /** A part of the answer that is complete. Up to `quotedTo` it is the words of a document, and not the model's. */
  section(id: AnswerPart, text: string, quotedTo = 0): Finding[] {
    const passage = new Passage(text, { section: id }, { quotedTo, dictionary: this.dictionary })
    const found = this.passage(passage)
    this.answer.sections.push(passage)
    return found
  }

  /** The sentences of the last part that a rule ties to a passage, because the model did not; words of a document need none. */
  links(): LinkedSentence[] {
    const part = this.answer.sections.at(-1)
    if (!part || !this.answer.case.asksLibrary) return []
    return linkSentences(part, this.answer.case).filter(({ start }) => start >= part.quotedTo)
  }

  /** The answer is complete. */
  end(): Finding[] {
    return WHOLE_RULES.flatMap((rule) => rule(this.answer)).flatMap(([passage, marked]) =>
      this.toFinding(passage, marked),
    )
  }

  private steps(complete: readonly { start: number; end: number }[]): Finding[] {
    const fresh = complete.slice(this.answer.steps.length)
    return fresh.flatMap(({ start, end }) => {
      const step = this.answer.steps.length
      const passage = new Passage(
        this.thoughtText.slice(start, end),
        { step },
        { base: start, dictionary: this.dictionary },
      )
      const found = this.passage(passage)
      this.answer.steps.push(passage)
      return found
    })
  }

  private passage(passage: Passage): Finding[] {
    return PASSAGE_RULES.flatMap((rule) => rule(passage, this.answer)).flatMap((marked) =>
      this.toFinding(passage, marked),
    )
  }

  private toFinding(passage: Passage, marked: Marked): Finding[] {
    if (this.off.has(marked.rule) || !isHeld(marked, passage)) return []
    const { lighter, ...located } = passage.locate(marked)
    // Two facts may share their words, as the two figures of a blood pressure do.
    const key = [located.rule, located.step, located.section, located.start, located.end].join(' ')
    if (this.seen.has(key)) return []
    this.seen.add(key)
    const severity = SEVERITY.get(marked.rule) ?? 'yellow'
    return [{ ...located, severity: lighter ? LIGHTER[severity] : severity }]
  }
}

/** What the review finds in a whole answer: the same as was found while it was written. */
export function reviewAnswer(
  options: Omit<ReviewOptions, 'question' | 'earlier'> & {
    question: string
    earlier?: readonly string[]
    thought: string
    sections: Partial<Record<AnswerPart, string>>
  },
): Finding[] {
  const read = (text: string) => readText(text, options.dictionary)
  const [question, earlier] = [read(options.question), (options.earlier ?? []).map(read)]
  const review = new LiveReview({ ...options, question, earlier })
  const found = [...review.thought(options.thought), ...review.endThought()]
  for (const id of ANSWER_PARTS) {
    const text = options.sections[id]
    if (text !== undefined) found.push(...review.section(id, text))
  }
  return [...found, ...review.end()]
}
