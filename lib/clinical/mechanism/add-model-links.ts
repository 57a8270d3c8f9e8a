import type { EdgeKind, MechanismGraph, Span } from './contract'
import { toGraph } from './parse-mechanism'

/** A link as a model names it: words it claims to have read in the text. */
export interface ClaimedLink {
  quote: string
  cause: string
  effect: string
  kind: EdgeKind
}

/** Where the words stand in the text, exactly as written; null when they do not. */
function find(text: string, words: string): Span | null {
  const start = words.trim() === '' ? -1 : text.indexOf(words)
  return start < 0 ? null : { start, end: start + words.length }
}

/**
 * The rules' graph with a model's links added after it. A link is kept only when its quotation stands in the text and
 * names cause and effect itself: the model may point at words, not bring any. `dropped` counts the rest.
 */
export function addModelLinks(
  rules: MechanismGraph,
  claimed: readonly ClaimedLink[],
  text: string,
): { graph: MechanismGraph; added: number; dropped: number } {
  const label = new Map(rules.nodes.map((node) => [node.id, node.label]))
  const links = rules.edges.map(({ from, to, kind, span }) => ({
    cause: label.get(from) ?? from,
    effect: label.get(to) ?? to,
    kind,
    span,
  }))
  const kept = claimed.flatMap(({ quote, cause, effect, kind }) => {
    const span = find(text, quote)
    const named = find(quote, cause) && find(quote, effect)
    return span && named ? [{ cause: cause.trim(), effect: effect.trim(), kind, span }] : []
  })
  const graph = toGraph([...links, ...kept], text, 'model')
  const edges = graph.edges.map((edge, i) =>
    i < rules.edges.length ? { ...edge, origin: 'rule' as const } : edge,
  )
  return {
    graph: { ...graph, edges, truncated: graph.truncated || rules.truncated },
    added: edges.length - rules.edges.length,
    dropped: claimed.length - kept.length,
  }
}
