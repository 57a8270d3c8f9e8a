import table from '@/lib/clinical/medication/words.json'
import type { DrugRoute, OrderCue } from '@/lib/clinical/medication/table-schema'
import { foldText } from '@/lib/clinical/text/fold-text'
import { phraseTrie, type PhraseMatch, type PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

/** Phrases of one meaning each, looked for in folded text. */
export class Phrases<T> {
  private readonly trie: PhraseTrie<T>

  constructor(entries: Iterable<readonly [string, T]>) {
    this.trie = phraseTrie(Array.from(entries, ([phrase, value]) => [foldText(phrase).text, value] as const))
  }

  /** The longest phrase that begins at a place and cuts no Latin word. */
  at(text: string, from: number): PhraseMatch<T> | undefined {
    return this.trie.at(text, from).find(({ to }) => isWordBoundary(text, from, to))
  }

  /** The phrases of a part of the text, from left to right without overlap. */
  in(text: string, from: number, to: number): PhraseMatch<T>[] {
    const found: PhraseMatch<T>[] = []
    for (let i = from; i < to;) {
      const match = this.at(text, i)
      if (match && match.to <= to) found.push(match)
      i = match && match.to <= to ? match.to : i + 1
    }
    return found
  }

  /** Whether a part of the text holds one of them. */
  inside(text: string, from: number, to: number): boolean {
    for (let i = from; i < to; i += 1) {
      const match = this.at(text, i)
      if (match && match.to <= to) return true
    }
    return false
  }
}

const flat = (phrases: readonly string[]) => new Phrases(phrases.map((phrase) => [phrase, true] as const))
const keyed = <T>(rows: Readonly<Record<string, readonly string[]>>, value: (key: string) => T) =>
  new Phrases(
    Object.entries(rows).flatMap(([key, phrases]) => phrases.map((one) => [one, value(key)] as const)),
  )

export const ROUTE_WORDS = keyed(table.routes, (route) => route as DrugRoute)
export const FREQUENCY_WORDS = keyed(table.perDay, Number)
export const LOADING = flat(table.loading)
export const STOPPED_BEFORE = flat(table.stoppedBefore)
export const STOPPED_AFTER = flat(table.stoppedAfter)
export const NOT_STOPPED = flat(table.notStopped)
export const STARTED = flat(table.started)
export const TEST_AFTER = flat(table.testAfter)
export const CHANGED_TO = flat(table.changedTo)
export const MODIFIED = flat(table.modified)
export const IMMEDIATE = flat(table.immediate)
export const TOGETHER = flat(table.together)
export const ORAL_FORMS = flat(table.oralForms)
export const LOCAL_FORMS = flat(table.localForms)
export const NOT_A_DRUG = flat(table.notADrug)
export const DILUENTS: ReadonlySet<string> = new Set(table.diluents)
/** ATC groups that treat an allergic reaction and are no cause of one, unless named right beside it. */
export const ALLERGY_TREATMENTS: readonly string[] = table.allergyTreatments
export const DENIALS = flat(table.denials)
export const DENIALS_AFTER = flat(table.denialsAfter)
export const RELATIVES = flat(table.relatives)
export const CUES = keyed(table.cues, (cue) => cue as OrderCue)

const SENTENCE_END = new Set(['。', ';', '；', '\n', '!', '?'])
const CLAUSE_END = new Set([...SENTENCE_END, '，', ','])

const isNumberInside = (text: string, at: number) =>
  /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? '')

/** Whether a full stop, comma or the like ends something at this unit; one inside a number does not. */
function ends(text: string, at: number, marks: ReadonlySet<string>): boolean {
  const unit = text[at] ?? ''
  if (unit === '.') return (text[at + 1] ?? ' ') === ' ' && !isNumberInside(text, at)
  return marks.has(unit) && !(unit === ',' && isNumberInside(text, at))
}

const REACH = 200

function partAround(text: string, at: number, marks: ReadonlySet<string>): { from: number; to: number } {
  let from = at
  while (from > 0 && at - from < REACH && !ends(text, from - 1, marks)) from -= 1
  let to = at
  while (to < text.length && to - at < REACH && !ends(text, to, marks)) to += 1
  return { from, to }
}

/** The clause that holds a place, in units of folded text. */
export const clauseAt = (text: string, at: number) => partAround(text, at, CLAUSE_END)
/** The sentence that holds a place. */
export const sentenceAt = (text: string, at: number) => partAround(text, at, SENTENCE_END)
