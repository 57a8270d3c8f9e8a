import type { Fact, Term } from '@/lib/clinical/contract'
import { builtInTables } from '@/lib/clinical/medication/medication-tables'
import { readCase } from '@/lib/quarantine/read-case'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import type { Assertion } from './gold'

/** What the reader says of a note, seen from outside. */
export interface Reading {
  terms: readonly Term[]
  facts: readonly Fact[]
  flags: number
}

const dictionary = builtInDictionary()

/** The reading of a text by the portal's own dictionary, in the locale of its language. */
export function readNote(text: string, lang: string): Reading {
  const { terms, facts, flags } = readCase(text, {
    ...{ dictionary, tables: builtInTables() },
    locale: lang === 'en' ? 'en' : 'zh-CN',
  })
  return { terms, facts, flags: flags.length }
}

const NAMES: Readonly<Record<string, Assertion>> = {
  affirmed: 'present',
  present: 'present',
  negated: 'absent',
  absent: 'absent',
  rule_out: 'possible',
  uncertain: 'possible',
  possible: 'possible',
  history: 'history',
  family: 'family',
  hypothetical: 'hypothetical',
  planned: 'planned',
  stopped: 'stopped',
}

/** A property that the contract may not have yet, read by name. */
export function property(fact: object, name: string): unknown {
  return (fact as Record<string, unknown>)[name]
}

/** True where the reader marks a fact as another person's. */
export function isOthers(fact: object): boolean {
  const experiencer = property(fact, 'experiencer')
  return (experiencer !== undefined && experiencer !== 'patient') || property(fact, 'status') === 'family'
}

/** True where the reader marks a value as an earlier one. */
export function isPast(fact: object): boolean {
  const marks = [property(fact, 'time'), property(fact, 'status'), property(fact, 'when')]
  return marks.some((mark) => ['past', 'history', 'earlier', 'previous', 'before'].includes(String(mark)))
}

/** The reader's assertion in the words of the gold; null for a status that this bench does not know. */
export function assertionOf(term: object): Assertion | null {
  if (isOthers(term)) return 'family'
  return NAMES[String(property(term, 'status'))] ?? null
}
