/** Facts that say the opposite of the note, by what was turned into what. */
export const INVERSIONS = [
  'denied → present',
  'present → denied',
  'past → now',
  'past value → now',
  'other person → patient',
  'stopped or avoided → current',
  'planned or asked → current',
  'woman ↔ man',
  'not pregnant ↔ pregnant',
  'specimen → blood',
] as const
export type Inversion = (typeof INVERSIONS)[number]

interface Count {
  /** In the gold. */
  expected: number
  right: number
  /** Given by the reader without a match in the gold. */
  extra: number
}

export interface Note {
  id: string
  lang: string
}

/** Collects counts by class and language, inverted facts and misses. */
export class Tally {
  readonly counts = new Map<string, Count>()
  readonly inverted: { note: Note; type: Inversion; what: string }[] = []
  readonly misses: string[] = []

  #of(note: Note, name: string): Count[] {
    return [`all|${name}`, `${note.lang}|${name}`].map((key) => {
      const count = this.counts.get(key) ?? { expected: 0, right: 0, extra: 0 }
      this.counts.set(key, count)
      return count
    })
  }

  /** Counts one expected fact; a wrong one is a miss with its `what`. */
  expect(note: Note, name: string, right: boolean, what: string): void {
    for (const count of this.#of(note, name)) {
      count.expected++
      if (right) count.right++
    }
    if (!right) this.misses.push(`${note.id} ${name}: ${what}`)
  }

  /** Counts one fact of the reader that the gold does not have. */
  extra(note: Note, name: string, what: string): void {
    for (const count of this.#of(note, name)) count.extra++
    this.misses.push(`${note.id} ${name} (extra): ${what}`)
  }

  invert(note: Note, type: Inversion, what: string): void {
    this.inverted.push({ note, type, what })
  }
}
