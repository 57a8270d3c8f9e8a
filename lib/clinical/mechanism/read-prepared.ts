import copd from './prepared/copd-exacerbation.json'
import dka from './prepared/diabetic-ketoacidosis.json'
import heartFailure from './prepared/heart-failure.json'
import stroke from './prepared/ischaemic-stroke.json'
import infarction from './prepared/myocardial-infarction.json'
import sepsis from './prepared/sepsis.json'
import { preparedMechanismSchema, type MechanismGraph, type PreparedMechanism } from './contract'

/** The mechanisms written beforehand, each with its sources. Throws a ZodError when a file breaks the schema. */
export const PREPARED: readonly PreparedMechanism[] = [
  infarction,
  sepsis,
  dka,
  heartFailure,
  copd,
  stroke,
].map((file) => preparedMechanismSchema.parse(file))

/** A prepared mechanism in one language as a graph. Spans count in the list of its words, one line a step. */
export function preparedGraph(mechanism: PreparedMechanism, language: 'zh' | 'en'): MechanismGraph {
  let start = 0
  return {
    nodes: mechanism.nodes.map(({ id, label }) => ({ id, label: label[language] })),
    edges: mechanism.edges.map(({ from, to, kind, words }) => {
      const text = words[language]
      const span = { start, end: start + text.length }
      start = span.end + 1
      return { from, to, kind, words: text, span, origin: 'rule' as const }
    }),
    truncated: false,
  }
}
