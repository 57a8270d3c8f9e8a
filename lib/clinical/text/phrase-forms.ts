import { PhraseTrie, type PhraseMatch } from '@/lib/clinical/text/phrase-trie'

/** Phrases of alternatives, one part after the other; a part may be empty where one of its alternatives is. */
export type PhraseParts = readonly (readonly string[])[]

/** Divides at a mark where no bracket is open. */
function divided(text: string, mark: string): string[] {
  let open = 0
  let from = 0
  const pieces: string[] = []
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '(') open += 1
    else if (text[i] === ')') open -= 1
    else if (text[i] === mark && open === 0) {
      pieces.push(text.slice(from, i))
      from = i + 1
    }
  }
  return [...pieces, text.slice(from)]
}

/** The forms of a phrase, written out. */
export const writtenOut = (phrase: string): string[] =>
  partsOf(phrase).reduce<string[]>((all, part) => all.flatMap((one) => part.map((word) => one + word)), [''])

/** A choice in brackets, with those in it written out; a bracket without a stroke stands for itself. */
const choice = (bracket: string): string[] => {
  const words = divided(bracket.slice(1, -1), '|')
  return words.length > 1 ? words.flatMap(writtenOut) : [bracket]
}

/** A phrase with choices in brackets as its parts: (从来|从)(没|未)痛过 is two choices and a word. */
export function partsOf(phrase: string): PhraseParts {
  const parts: string[][] = []
  let open = 0
  let from = 0
  const close = (to: number, part: (words: string) => string[]) => {
    if (to > from) parts.push(part(phrase.slice(from, to)))
    from = to
  }
  for (let i = 0; i < phrase.length; i += 1) {
    if (phrase[i] === '(' && (open += 1) === 1) close(i, (words) => [words])
    if (phrase[i] === ')' && (open -= 1) === 0) close(i + 1, choice)
  }
  close(phrase.length, (words) => [words])
  return parts
}

/** How many phrases the parts stand for. */
export const formsOf = (parts: PhraseParts): number =>
  parts.reduce((product, { length }) => product * length, 1)

/** The ends of all forms that begin at a place, each once. */
function endsAt(text: string, parts: PhraseParts, from: number): number[] {
  let ends = new Set([from])
  for (const part of parts) {
    const next = [...ends].flatMap((end) =>
      part.flatMap((word) => (text.startsWith(word, end) ? [end + word.length] : [])),
    )
    if (next.length === 0) return []
    ends = new Set(next)
  }
  return [...ends]
}

/** What follows on a first word, and what the whole stands for. */
interface Begun<T> {
  rest: PhraseParts
  value: T
}

/**
 * Phrases of so many forms that a trie of all would be far larger than the text they are looked for in: only their first words are in
 * one, and the parts behind are walked where a first word stands.
 */
export class PhraseForms<T> {
  private readonly first = new PhraseTrie<Begun<T>[]>()

  add(parts: PhraseParts, value: T): void {
    for (const [i, part] of parts.entries()) {
      const begun = { rest: parts.slice(i + 1), value }
      for (const word of part) if (word !== '') this.first.set(word, (before = []) => [...before, begun])
      if (!part.includes('')) return
    }
  }

  /** The forms that begin at `from`, in units of the text, with the value of their phrase. */
  at(text: string, from: number): PhraseMatch<T>[] {
    return this.first
      .at(text, from)
      .flatMap(({ to, value }) =>
        value.flatMap((begun) =>
          endsAt(text, begun.rest, to).map((end) => ({ from, to: end, value: begun.value })),
        ),
      )
  }
}
