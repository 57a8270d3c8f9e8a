interface Node<T> {
  next: Map<string, Node<T>>
  value: T | undefined
}

/** A match of a phrase in folded text: units `from` to `to`, exclusive. */
export interface PhraseMatch<T> {
  from: number
  to: number
  value: T
}

/** Phrases looked up by the longest one that begins at a place. A look-up costs at most the length of the longest phrase. */
export class PhraseTrie<T> {
  private readonly root: Node<T> = { next: new Map(), value: undefined }

  /** The value of a phrase, set by `make` from the value it had before (undefined for a new phrase). */
  set(phrase: string, make: (before: T | undefined) => T): void {
    let node = this.root
    for (const unit of phrase.split('')) {
      let next = node.next.get(unit)
      if (!next) {
        next = { next: new Map(), value: undefined }
        node.next.set(unit, next)
      }
      node = next
    }
    node.value = make(node.value)
  }

  /** The phrases that begin at `from`, longest first. */
  at(text: string, from: number): PhraseMatch<T>[] {
    if (!this.root.next.has(text[from] ?? '')) return []
    const found: PhraseMatch<T>[] = []
    let node: Node<T> | undefined = this.root
    for (let to = from; to < text.length;) {
      node = node.next.get(text[to] ?? '')
      if (!node) break
      to += 1
      if (node.value !== undefined) found.push({ from, to, value: node.value })
    }
    return found.reverse()
  }

  /** The matches of a text from left to right without overlap: at each place the longest that `accept` takes. */
  *matches(text: string, accept: (match: PhraseMatch<T>) => boolean = () => true): Generator<PhraseMatch<T>> {
    for (let i = 0; i < text.length;) {
      const match = this.at(text, i).find(accept)
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
