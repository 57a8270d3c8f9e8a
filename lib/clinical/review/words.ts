import words from '@/lib/clinical/review/words.json'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { phraseTrie, type PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

export type WordClass = Exclude<
  keyof typeof words,
  'source' | 'year' | 'version' | 'hedge_except' | 'absolute_except' | 'change_except' | 'procedure_except'
>

/** A place in a text, in UTF-16 units, with its words. */
export interface Words {
  start: number
  end: number
  surface: string
}

/** Phrases that hold a word of the class without meaning it. */
const EXCEPT: Partial<Record<WordClass, readonly string[]>> = {
  hedge: words.hedge_except,
  absolute: words.absolute_except,
  change: words.change_except,
  procedure: words.procedure_except,
}

const tries = new Map<WordClass, PhraseTrie<boolean>>()

function trieOf(name: WordClass): PhraseTrie<boolean> {
  const known = tries.get(name)
  if (known) return known
  const phrases = words[name].map((phrase) => [phrase, true] as const)
  const excepted = (EXCEPT[name] ?? []).map((phrase) => [phrase, false] as const)
  const trie = phraseTrie<boolean>([...phrases, ...excepted])
  tries.set(name, trie)
  return trie
}

const SHOUTED = /^[A-Z][A-Z-]*$/

/** The words of a class in a text, from left to right. Names of societies count in capitals only. One pass over the text. */
export function findWords(folded: FoldedText, name: WordClass): Words[] {
  const { text } = folded
  const found: Words[] = []
  for (const { from, to, value } of trieOf(name).matches(text, (m) => isWordBoundary(text, m.from, m.to))) {
    if (!value) continue
    const span = originalSpan(folded, from, to)
    if (name !== 'society' || SHOUTED.test(span.surface)) found.push(span)
  }
  return found
}
