import { EDGES_MAX, NODES_MAX, type EdgeKind, type MechanismGraph, type Span } from './contract'
import { findConnectives, type Connective } from './find-connectives'
import { commaParts, keepsSubject, listItems, type Phrase } from './phrases'

interface Link {
  cause: Phrase
  effect: Phrase
  kind: EdgeKind
}

/** Ends of a sentence: Chinese and Latin stops, and the end of a line. A decimal point is none. */
const SENTENCE = /[^。！？!?；;\n.]+(?:\.(?=\S)[^。！？!?；;\n.]*)*/g

/** Characters of a sentence that are read; no sentence a person can follow is longer. */
const SENTENCE_MAX = 1000
/** Longest remark, in characters, that 这 or an arrow on the next line may point back to. */
const REMARK_MAX = 40

function sentencesOf(text: string): Span[] {
  return [...text.matchAll(SENTENCE)].map(({ index, 0: words }) => ({
    start: index,
    end: index + Math.min(words.length, SENTENCE_MAX),
  }))
}

/**
 * A text still being written without its last sentence, which may yet turn round: 导致 … 的可能性很小. A drawing of it
 * changes with sentences and not with every token.
 */
export function wholeSentences(text: string): string {
  const last = [...text.matchAll(SENTENCE)].at(-1)
  return last && last.index + last[0].length === text.length ? text.slice(0, last.index) : text
}

/** What a stretch between two connectives gives to each of them. */
interface Gap {
  /** Effects of the connective before. */
  left: Phrase[]
  /** Causes for the connective after; empty when it names none itself. */
  right: Phrase[]
}

const OWN_CONJUNCTION = /^\s*(?:并|且|及|以及|和|and\b|or\b)/i

/** English parts that follow a comma without being an item of the list. */
const ASIDE =
  /^\s*(?:especially|particularly|including|such as|in|with|as|by|when|where|if|while|although|but|however|usually|often)\b/i

/** The items right after a connective: the first part, and those joined to it by a conjunction. */
function itemsAfter(text: string, parts: readonly Span[]): Phrase[] {
  const words = parts.map(({ start, end }) => text.slice(start, end))
  const joined = parts.length > 1 && /\b(?:and|or)\s/i.test(words.at(-1) ?? '')
  return parts
    .filter((_, i) => {
      const own = words[i] ?? ''
      return i === 0 || (joined && !ASIDE.test(own)) || OWN_CONJUNCTION.test(own)
    })
    .flatMap((part) => listItems(text, part))
}

function readGap(text: string, span: Span, last: boolean): Gap {
  const parts = commaParts(text, span)
  if (last) return { left: itemsAfter(text, parts), right: [] }
  const final = parts.at(-1) ?? span
  if (parts.length === 1) {
    const both = listItems(text, span)
    return { left: both, right: both }
  }
  const own = listItems(text, final)
  const left = itemsAfter(text, parts.slice(0, -1))
  return { left, right: own.length > 0 ? own : left }
}

/** 由于 A，B without a causal verb: A brings about B. */
function sinceLinks(text: string, span: Span): Link[] {
  const parts = commaParts(text, span)
  return parts.flatMap((part, i) => {
    const next = parts[i + 1]
    if (!next || !/^\s*(?:由于|因为)/.test(text.slice(part.start, part.end))) return []
    const [effect] = listItems(text, next)
    return effect ? listItems(text, part).map((cause) => ({ cause, effect, kind: 'causes' as const })) : []
  })
}

/** B由A引起 and B被A激活: the phrase before the verb names the effect first, then the cause. */
const INVERTED = /^(.*?)(?:多|常|主要|通常|往往|大多|一般|是|可)*(?:由(?!于)|被)(.+)$/s

function invertedLinks(text: string, span: Span, kind: EdgeKind): Link[] | null {
  const part = commaParts(text, span).at(-1) ?? span
  const match = INVERTED.exec(text.slice(part.start, part.end))
  if (match?.[1] === undefined || match[2] === undefined) return null
  const causes = listItems(text, { start: part.end - match[2].length, end: part.end })
  const effects = listItems(text, { start: part.start, end: part.start + match[1].length })
  if (effects.length === 0) return null
  return effects.flatMap((effect) => causes.map((cause) => ({ cause, effect, kind })))
}

const cross = (causes: readonly Phrase[], effects: readonly Phrase[], kind: EdgeKind): Link[] =>
  causes.flatMap((cause) => effects.map((effect) => ({ cause, effect, kind })))

/** Reads one sentence. `carried` are the last effects named before it, for 这导致… and lines that open with an arrow. */
class SentenceReader {
  readonly links: Link[] = []
  private causes: Phrase[] = []

  constructor(
    private readonly text: string,
    private carried: Phrase[],
  ) {}

  read({ start, end }: Span): Phrase[] {
    const marks = findConnectives(this.text.slice(start, end)).map((mark) => ({
      ...mark,
      start: mark.start + start,
      end: mark.end + start,
    }))
    const spans = [...marks, null].map((mark, i) => ({
      start: i === 0 ? start : (marks[i - 1]?.end ?? start),
      end: mark?.start ?? end,
    }))
    const gaps = spans.map((span, i) => readGap(this.text, span, i === marks.length && i > 0))
    for (const span of spans) this.links.push(...sinceLinks(this.text, span))
    marks.forEach((mark, i) => this.readMark(mark, { spans, gaps, i }))
    if (marks.length > 0) return this.carried
    const remark = commaParts(this.text, { start, end }).at(-1) ?? { start, end }
    return listItems(this.text, remark).filter(({ label }) => label.length <= REMARK_MAX)
  }

  private readMark(
    mark: Connective,
    { spans, gaps, i }: { spans: readonly Span[]; gaps: readonly Gap[]; i: number },
  ): void {
    const before = spans[i]
    if (!before) return
    const after = gaps[i + 1]?.left ?? []
    const inverted = mark.direction === 'forward' ? invertedLinks(this.text, before, mark.kind) : null
    if (inverted) {
      if (!mark.denied) this.links.push(...inverted)
      return
    }
    if (mark.direction === 'backward') {
      const span = spans[i + 1]
      if (span && !mark.denied) this.readBackward(mark.kind, gaps[i]?.right ?? [], span)
      return
    }
    const kept = i > 0 && keepsSubject(this.text.slice(before.start, before.end)) ? this.causes : []
    const named = gaps[i]?.right ?? []
    const causes = kept.length > 0 ? kept : named.length > 0 ? named : this.carried
    if (!mark.denied) this.links.push(...cross(causes, after, mark.kind))
    this.causes = causes
    if (after.length > 0 && !mark.denied) this.carried = after
  }

  private readBackward(kind: EdgeKind, effects: Phrase[], after: Span): void {
    const parts = commaParts(this.text, after)
    const causes = parts[0] ? listItems(this.text, parts[0]) : []
    // "Because of A, B follows": nothing stands before the word, so the effect is the next part.
    const own = effects.length > 0 || !parts[1] ? effects : listItems(this.text, parts[1])
    const named = own.length > 0 ? own : this.carried
    this.links.push(...cross(causes, named, kind))
    if (named.length > 0) this.carried = named
  }
}

/** Equal labels are one node: width, case and spaces do not tell them apart. */
const keyOf = (label: string) => label.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/** Builds a graph from links in their order, without loops to oneself, repeats, or more than can be drawn. */
export function toGraph(
  links: readonly { cause: string; effect: string; kind: EdgeKind; span: Span }[],
  text: string,
  origin: 'rule' | 'model',
): MechanismGraph {
  const ids = new Map<string, string>()
  const graph: MechanismGraph = { nodes: [], edges: [], truncated: false }
  const nodeId = (label: string): string | null => {
    const known = ids.get(keyOf(label))
    if (known !== undefined) return known
    if (graph.nodes.length >= NODES_MAX) return null
    const id = `n${graph.nodes.length + 1}`
    ids.set(keyOf(label), id)
    graph.nodes.push({ id, label })
    return id
  }
  for (const { cause, effect, kind, span } of links) {
    if (keyOf(cause) === keyOf(effect)) continue
    const full = graph.edges.length >= EDGES_MAX
    const from = full ? null : nodeId(cause)
    const to = full ? null : nodeId(effect)
    if (from === null || to === null) {
      graph.truncated = true
      continue
    }
    if (graph.edges.some((edge) => edge.from === from && edge.to === to)) continue
    graph.edges.push({ from, to, kind, span, words: text.slice(span.start, span.end), origin })
  }
  return graph
}

/**
 * The cause → effect graph that the words of a mechanism text say, by rules alone: the same text gives the same graph.
 * Denied and doubted links are left out.
 */
export function parseMechanism(text: string): MechanismGraph {
  const links: Link[] = []
  let carried: Phrase[] = []
  for (const sentence of sentencesOf(text)) {
    const reader = new SentenceReader(text, carried)
    carried = reader.read(sentence)
    links.push(...reader.links)
  }
  const spanned = links.map(({ cause, effect, kind }) => ({
    cause: cause.label,
    effect: effect.label,
    kind,
    span: { start: Math.min(cause.start, effect.start), end: Math.max(cause.end, effect.end) },
  }))
  return toGraph(spanned, text, 'rule')
}
