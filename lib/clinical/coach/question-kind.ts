import type { Fact, QuestionKind, Term } from '@/lib/clinical/contract'
import words from '@/lib/clinical/coach/question-words.json'
import { foldText } from '@/lib/clinical/text/fold-text'

const mentions = (text: string, list: readonly string[]) => list.some((word) => text.includes(word))

/** Facts that make a question one about a patient. */
const OF_A_PATIENT = new Set<Fact['kind']>(['age', 'sex', 'pregnancy', 'weight', 'vital', 'lab', 'allergy'])

/** What a question is about: a drug, a result, general knowledge, or else a patient's diagnosis. */
export function questionKind(text: string, facts: readonly Fact[], terms: readonly Term[]): QuestionKind {
  const folded = foldText(text).text
  const patient = facts.some(({ kind }) => OF_A_PATIENT.has(kind))
  if (!patient && mentions(folded, words.kinds.knowledge)) return 'knowledge'
  if (mentions(folded, words.kinds.drug) && terms.some(({ kind }) => kind === 'drug')) return 'drug'
  if (mentions(folded, words.kinds.lab) && facts.some(({ kind }) => kind === 'lab')) return 'lab'
  return 'diagnosis'
}

const SENTENCE = /[^。！？!?\n；;]*[。！？!?\n；;]?/g
const CLAUSE = /[^，,]*[，,]?/g

const asks = (piece: string) => mentions(foldText(piece).text, words.asking)

/** A text in two: what it tells of the case, and what it asks: in each asking sentence, from the first clause that asks. */
export function splitQuestion(text: string): { told: string; asked: string } {
  const told: string[] = []
  const asked: string[] = []
  for (const [sentence] of text.matchAll(SENTENCE)) {
    const clauses = Array.from(sentence.matchAll(CLAUSE), ([clause]) => clause)
    const first = asks(sentence) ? clauses.findIndex(asks) : -1
    told.push(...(first < 0 ? clauses : clauses.slice(0, first)))
    if (first >= 0) asked.push(...clauses.slice(first))
  }
  return { told: told.join('').trim(), asked: asked.join('').trim() }
}

/** Whether a question asks for something that can be answered, and not only what to do. */
export function isConcrete(asked: string): boolean {
  let rest = foldText(asked).text
  for (const word of words.vague) rest = rest.replaceAll(word, '')
  return rest.length >= words.vagueKeeps
}
