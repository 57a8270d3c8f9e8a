/** Members that sets are made of: the most frequent ones, which bounds the work whatever the documents hold. */
const MEMBERS_MAX = 40
const WORD = 32

interface MemberSet {
  members: readonly string[]
  documents: number
}

/** The number of ones in a word of 32 bits. */
function ones(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

const sizeOf = (documents: Uint32Array) => documents.reduce((sum, word) => sum + ones(word), 0)

/** For each member the documents that name it, a bit each, the most frequent member first. */
function memberDocuments(documents: readonly ReadonlySet<string>[]): [string, Uint32Array][] {
  const words = Math.ceil(documents.length / WORD)
  const found = new Map<string, Uint32Array>()
  documents.forEach((members, i) => {
    for (const member of members) {
      const bits = found.get(member) ?? new Uint32Array(words)
      bits[i >>> 5] = (bits[i >>> 5] ?? 0) | (1 << (i & 31))
      found.set(member, bits)
    }
  })
  return [...found].sort(([a, x], [b, y]) => sizeOf(y) - sizeOf(x) || (a < b ? -1 : 1))
}

/**
 * The sets of 2 to `largest` members that at least `least` documents name together, the most frequent first: frequent sets, each grown
 * from one that is frequent itself (Agrawal and Srikant, Fast Algorithms for Mining Association Rules, 1994).
 */
export function countSets(
  documents: readonly ReadonlySet<string>[],
  { least, largest }: { least: number; largest: number },
): MemberSet[] {
  const single = memberDocuments(documents)
    .filter(([, bits]) => sizeOf(bits) >= least)
    .slice(0, MEMBERS_MAX)
  const found: MemberSet[] = []
  const grow = (members: readonly string[], bits: Uint32Array, from: number) => {
    single.slice(from).forEach(([member, own], i) => {
      const both = bits.map((word, at) => word & (own[at] ?? 0))
      const count = sizeOf(both)
      if (count < least) return
      const grown = [...members, member]
      found.push({ members: grown, documents: count })
      if (grown.length < largest) grow(grown, both, from + i + 1)
    })
  }
  single.forEach(([member, bits], i) => grow([member], bits, i + 1))
  return found.sort((a, b) => b.documents - a.documents || a.members.length - b.members.length)
}
