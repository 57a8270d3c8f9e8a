import { readyText } from '@/lib/clinical/assertion/assert-places'
import { buildCard, type CaseCard } from '@/lib/clinical/card/build-card'
import { hideBlanks } from '@/lib/clinical/coach/blanks'
import { coachQuestion } from '@/lib/clinical/coach/coach-question'
import type { Coach } from '@/lib/clinical/contract'
import { readText, type TextReading } from '@/lib/clinical/read-text'
import { findRedFlags } from '@/lib/clinical/red-flags/find-red-flags'
import type { RedFlag } from '@/lib/clinical/red-flags/red-flag'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { Identifier } from '@/lib/privacy/contract'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import type { KnownName } from '@/lib/privacy/names/name-persons'
import type { Locale } from '@/lib/shared/locale'

/** Everything that the rules say of one question. Flags are those of the whole case, by its text with earlier questions. */
export interface CaseReading extends TextReading {
  identifiers: readonly Identifier[]
  flags: readonly RedFlag[]
  coach: Coach
  /** What the model is told of the question; null where nothing of a patient is known. */
  card: CaseCard | null
  /** Version of the medication tables that were asked. */
  medicationTables: string
}

export interface ReadCaseOptions {
  dictionary: Dictionary
  tables: MedicationTables
  locale: Locale
  /** Earlier questions of the case, oldest first. What they told need not be told again. */
  earlier?: readonly string[]
  /** Red flags that the hospital's policy does not apply. */
  switchedOff?: readonly string[]
  /** Names that the case has masked, so that a person keeps the placeholder. */
  known?: readonly KnownName[] | undefined
}

/**
 * Reads a question with its case: each text once, with the terms of `dictionary` and the medication `tables`, which are those in force
 * and never a default. Pure, and linear in the length of the texts.
 */
export function readCase(
  text: string,
  { dictionary, tables, locale, earlier = [], switchedOff = [], known }: ReadCaseOptions,
): CaseReading {
  // A field that was left empty says nothing.
  const told = hideBlanks(text)
  const ready = readyText(told)
  const reading = { ...readText(told, dictionary, ready), text }
  // A value of the question is judged by the age that an earlier one told, so flags need the case read as one text.
  const whole = earlier.length === 0 ? reading : readText([...earlier, told].join('\n'), dictionary)
  const before = earlier.length === 0 ? [] : [readText(earlier.join('\n'), dictionary)]
  const flags = findRedFlags(whole, { switchedOff, tables, ready: whole === reading ? ready : undefined })
  const coach = coachQuestion(reading, { earlier: before, locale })
  return {
    ...reading,
    identifiers: findIdentifiers(text, { dictionary, locale, known }),
    flags,
    coach,
    card: buildCard({ ...reading, flags, missing: coach.missing }, locale),
    medicationTables: tables.version,
  }
}
