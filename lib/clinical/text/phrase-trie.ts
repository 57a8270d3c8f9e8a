/** Most nodes have one way on: it stands in the node itself, and only a fork has a map. */
class Node<T> {
  value: T | undefined
  private unit = -1
  private only: Node<T> | undefined
  private fork: Map<number, Node<T>> | undefined

  next(unit: number): Node<T> | undefined {
    return this.fork ? this.fork.get(unit) : this.unit === unit ? this.only : undefined
  }

  *ways(): Generator<[number, Node<T>]> {
    if (this.fork) yield* this.fork
    else if (this.only) yield [this.unit, this.only]
  }

  grow(unit: number): Node<T> {
    const known = this.next(unit)
    if (known) return known
    const node = new Node<T>()
    if (this.fork) this.fork.set(unit, node)
    else if (this.only) {
      this.fork = new Map([
        [this.unit, this.only],
        [unit, node],
      ])
    } else {
      this.unit = unit
      this.only = node
    }
    return node
  }
}

/** A match of a phrase in folded text: units `from` to `to`, exclusive. */
export interface PhraseMatch<T> {
  from: number
  to: number
  value: T
}

/** Most places begin no phrase: one empty list stands for all of them. */
const NONE: never[] = []

/** Phrases looked up by the longest one that begins at a place. A look-up costs at most the length of the longest phrase. */
export class PhraseTrie<T> {
  private readonly root = new Node<T>()

  /** The value of a phrase, set by `make` from the value it had before (undefined for a new phrase). */
  set(phrase: string, make: (before: T | undefined) => T): void {
    let node = this.root
    for (let i = 0; i < phrase.length; i += 1) node = node.grow(phrase.charCodeAt(i))
    node.value = make(node.value)
  }

  /** All phrases with their values, in an order that depends on how they were set. */
  *entries(): Generator<[string, T]> {
    const open: [string, Node<T>][] = [['', this.root]]
    for (let next = open.pop(); next; next = open.pop()) {
      const [phrase, node] = next
      if (node.value !== undefined) yield [phrase, node.value]
      for (const [unit, way] of node.ways()) open.push([phrase + String.fromCharCode(unit), way])
    }
  }

  /** The phrases that begin at `from`, longest first. */
  at(text: string, from: number): PhraseMatch<T>[] {
    let node = from < text.length ? this.root.next(text.charCodeAt(from)) : undefined
    let found = NONE as PhraseMatch<T>[]
    for (let to = from + 1; node; to += 1) {
      if (node.value !== undefined) {
        if (found === NONE) found = []
        found.push({ from, to, value: node.value })
      }
      node = to < text.length ? node.next(text.charCodeAt(to)) : undefined
    }
    return found.length > 1 ? found.reverse() : found
  }

  /** The matches of a text from left to right without overlap: at each place the longest that `accept` takes. */
  *matches(text: string, accept: (match: PhraseMatch<T>) => boolean = () => true): Generator<PhraseMatch<T>> {
    for (let i = 0; i < text.length;) {
      const here = this.at(text, i)
      const match = here.length > 0 ? here.find(accept) : undefined
      if (match) yield match
      i = match?.to ?? i + 1
    }
  }
}

/** Phrases that each stand for a value. */
export function phraseTrie<T>(entries: Iterable<readonly [string, T]>): PhraseTrie<T> {
  const trie = new PhraseTrie<T>()
  for (const [phrase, value] of entries) trie.set(phrase, () => value)
  return trie
}
