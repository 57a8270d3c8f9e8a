import type { Finding } from '@/lib/clinical/review/finding'
import { Passage } from '@/lib/clinical/review/passage'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { unitAt } from '@/lib/clinical/facts/read-quantity'
import { foldText } from '@/lib/clinical/text/fold-text'
import { numberAt, numbersOf, skipBlanks } from '@/lib/clinical/text/number-at'

interface Figure {
  value: number
  unit: string | null
}

/** A unit that no table knows, as it is written: `cm`, `ml/h`. */
const ANY_UNIT = /^ ?([a-z%][a-z%/^\d]*)/

/** The figure that begins at `from` of folded text with the unit behind it; null where no number stands. */
function figureAt(text: string, from: number): (Figure & { to: number }) | null {
  const number = numberAt(text, skipBlanks(text, from))
  if (!number) return null
  const known = unitAt(text, number.to)
  const written = ANY_UNIT.exec(text.slice(number.to, number.to + 16))
  const unit = known?.unit ?? written?.[1] ?? null
  return { value: number.value, unit, to: known?.to ?? number.to + (written?.[0].length ?? 0) }
}

/** The last word or words in front of a figure, without what joins them: `血钾`, `potassium`. Null where there is none. */
const LABEL =
  /([\u4e00-\u9fff]{2,6}|[a-z][a-z0-9-]{1,24})(?:\([^()]{1,12}\))?[\s:=]*(?:为|是|约|升至|降至|was|is|of|at|to)?[\s:=]*$/
/** Between a label and its figure at most so many units. */
const GAP = 14

function labelOf(question: string, at: number): string | null {
  return LABEL.exec(question.slice(Math.max(0, at - 40), at))?.[1] ?? null
}

/** Figures that stand behind a label in a sentence that states the patient's value, not a limit or a possibility. */
function figuresBehind(passage: Passage, label: string): Figure[] {
  const { text } = passage.folded
  const found: Figure[] = []
  for (let at = text.indexOf(label); at >= 0; at = text.indexOf(label, at + label.length)) {
    const from = at + label.length
    const gap = /^[^\d。;!?\n]*/.exec(text.slice(from, from + GAP))?.[0].length ?? 0
    const figure = figureAt(text, from + gap)
    const start = passage.folded.starts[from] ?? 0
    const sentence = passage.sentenceOf({ start: Math.max(0, start - 1) })
    const general = passage.has('threshold', sentence) || passage.has('hypothetical', sentence)
    const isRange = figure !== null && /^ ?[-~至] ?\d/.test(text.slice(figure.to, figure.to + 4))
    if (figure && !general && !isRange) found.push(figure)
  }
  return found
}

/** Rounding of a written value. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 0.006 * Math.max(Math.abs(a), Math.abs(b))

function isAltered(given: Figure, told: readonly Figure[], known: readonly number[]): boolean {
  const alike = told.filter(({ unit }) => unit === null || unit === given.unit)
  const wrongUnit = told.some(
    ({ value, unit }) =>
      near(value, given.value) && unit !== null && given.unit !== null && unit !== given.unit,
  )
  return wrongUnit || alike.some(({ value, unit }) => unit !== null && !known.some((one) => near(one, value)))
}

/**
 * The figures of the case that the answer gives otherwise: behind the label that a figure has in the question stands another
 * value of the same unit, or the same value with another unit; and those that the review found to be changed. Empty when all
 * that are repeated are right. Limits and targets of a sentence are no values of the patient.
 */
export function alteredNumbers(
  { question, numbers }: { question: string; numbers: readonly string[] },
  parts: readonly string[],
  findings: readonly Finding[],
): string[] {
  const asked = foldText(question).text
  const known = [...numbersOf(asked)].map(({ value }) => value)
  const passages = parts.map(
    (text) => new Passage(text, { question: true }, { dictionary: builtInDictionary() }),
  )
  const altered = numbers.filter((written) => {
    const folded = foldText(written).text
    const given = figureAt(folded, folded.search(/\d/))
    const at = asked.indexOf(folded)
    const label = at < 0 ? null : labelOf(asked, at)
    if (!given || label === null) return false
    return isAltered(
      given,
      passages.flatMap((passage) => figuresBehind(passage, label)),
      known,
    )
  })
  const changed = findings.filter(({ rule, section }) => rule === 'number_changed' && section !== undefined)
  return [...altered, ...changed.map(({ surface }) => surface)]
}
