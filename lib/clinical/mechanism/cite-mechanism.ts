import { readCitations, type Citation } from '@/lib/clinical/citations/citation'
import type { MechanismGraph, Span } from './contract'
import { parseMechanism } from './parse-mechanism'

/** A passage that a step rests on, by its number in the case; `byRule` where a rule and not the model tied it there. */
export interface StepCitation {
  n: number
  byRule: boolean
}

/** A drawing with what each of its steps cites, in the order of its edges. */
export interface CitedMechanism {
  graph: MechanismGraph
  citations: readonly (readonly StepCitation[])[]
}

/** A sentence of a part that a rule tied to a passage. */
type Link = Pick<Span, 'end'> & { n: number }

/** The text with each citation replaced by what `instead` makes of it. */
function replaceCitations(text: string, instead: (citation: Citation) => string): string {
  let from = 0
  const pieces = readCitations(text).map((citation) => {
    const piece = text.slice(from, citation.start) + instead(citation)
    from = citation.end
    return piece
  })
  return pieces.join('') + text.slice(from)
}

/** The text without its citations. */
export const withoutCitations = (text: string): string => replaceCitations(text, () => '')

/** The text of a part with the numbers of its links where a model would have written them. */
export function writeLinks(text: string, links: readonly Link[]): string {
  return links
    .toSorted((a, b) => b.end - a.end)
    .reduce((written, { end, n }) => `${written.slice(0, end)}[${n}]${written.slice(end)}`, text)
}

const SENTENCE_END = /[。！？!?；;\n]|\.(?=\s)/g

/** Where the words begin that a citation stands for: its sentence, or that before where it stands at the head of one. */
function wordsBefore(blank: string, { start }: Citation): number {
  const ends = [...blank.slice(0, start).matchAll(SENTENCE_END)].map(({ index }) => index + 1)
  return ends.findLast((end) => blank.slice(end, start).trim() !== '') ?? 0
}

/** Whether a citation stands for a step: the step ends in the words before it, or the citation stands within the step. */
function standsFor(citation: Citation, from: number, { start, end }: Span): boolean {
  if (start <= citation.start && citation.end <= end) return true
  return from < end && end <= citation.start
}

/**
 * The drawing of a text with citations in it, and what each step cites. A citation stands for the steps of its sentence since the one
 * before it. A number of no passage that the model was given for this case (`told`) is dropped; `byRule` are the numbers that rules tied
 * to the text.
 */
export function citeMechanism(
  text: string,
  { told, byRule }: { told: ReadonlySet<number>; byRule: ReadonlySet<number> },
): CitedMechanism {
  // Blanks of the same length keep each step where it stands.
  const blank = replaceCitations(text, ({ surface }) => ' '.repeat(surface.length))
  const { edges, ...drawing } = parseMechanism(blank)
  const found = readCitations(text).map((citation, i, all) => ({
    citation,
    from: Math.max(wordsBefore(blank, citation), all[i - 1]?.end ?? 0),
  }))
  const citations = edges.map(({ span }) => {
    const own = found.filter(({ citation, from }) => standsFor(citation, from, span))
    const numbers = new Set(own.flatMap(({ citation }) => citation.numbers))
    return [...numbers].filter((n) => told.has(n)).map((n) => ({ n, byRule: byRule.has(n) }))
  })
  const named = edges.map((edge) => {
    const { start, end } = edge.span
    return { ...edge, words: withoutCitations(text.slice(start, end)) }
  })
  return { graph: { ...drawing, edges: named }, citations }
}
