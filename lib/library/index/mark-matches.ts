import { originalSpan } from '@/lib/clinical/text/fold-text'
import type { Words } from '@/lib/library/index/words'
import type { LibraryQuery } from '@/lib/library/query/library-query'

/** Neighbouring and overlapping spans as one. */
function join(spans: readonly { from: number; to: number }[]): { from: number; to: number }[] {
  const joined: { from: number; to: number }[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = joined.at(-1)
    if (last && span.from < last.to) last.to = Math.max(last.to, span.to)
    else joined.push({ ...span })
  }
  return joined
}

/** The words of a passage that answer a question, each once and as it stands in the text. */
export function markMatches(text: string, { groups }: LibraryQuery, words: Words): string[] {
  const wanted = new Set(groups.flatMap(({ any }) => any.map(({ token }) => token)))
  const { folded, named, words: plain } = words.cut(text)
  const places = [...named, ...plain].filter(({ tokens }) => tokens.some((token) => wanted.has(token)))
  return [...new Set(join(places).map(({ from, to }) => originalSpan(folded, from, to).surface))]
}
