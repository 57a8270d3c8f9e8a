import type { PassageList } from '@/lib/library/index/passage-list'

/** Fields of the index; `often` holds the words that a text repeats. */
export const FIELDS = ['title', 'heading', 'text', 'often'] as const
export type Field = (typeof FIELDS)[number]

/** The passages that hold a token: places in the list, and how much of it each holds by field and length. */
export interface TokenPlaces {
  places: Int32Array
  counts: Float32Array
}

const FIELD_WEIGHTS: Readonly<Record<Field, number>> = { title: 1, heading: 2.5, text: 1, often: 0.5 }
/** How much a long text counts against a word in it (BM25's b). */
const B = 0.5

/** Adds up the fields of a token: BM25F's weighted frequency, which only the length of the text divides. */
export function tokenPlaces(
  holders: (field: Field) => readonly number[],
  { at, lengths }: PassageList,
): TokenPlaces {
  const counts = new Map<number, number>()
  for (const field of FIELDS) {
    for (const id of holders(field)) {
      const place = at.get(id)
      if (place === undefined) continue
      const norm = field === 'text' || field === 'often' ? 1 - B + B * (lengths[place] ?? 1) : 1
      counts.set(place, (counts.get(place) ?? 0) + FIELD_WEIGHTS[field] / norm)
    }
  }
  return { places: Int32Array.from(counts.keys()), counts: Float32Array.from(counts.values()) }
}

/** Postings that are kept, in passages; about 8 bytes each. */
const KEPT_MAX = 2_000_000

/** The tokens asked for last, as they were read. */
export class TokenCache {
  private readonly kept = new Map<string, TokenPlaces>()
  private size = 0

  /** What is kept of a token, or what `read` brings. */
  get(token: string, read: () => TokenPlaces): TokenPlaces {
    const known = this.kept.get(token)
    if (known) return known
    const found = read()
    if (this.size + found.places.length > KEPT_MAX) this.clear()
    this.kept.set(token, found)
    this.size += found.places.length
    return found
  }

  clear(): void {
    this.kept.clear()
    this.size = 0
  }
}
