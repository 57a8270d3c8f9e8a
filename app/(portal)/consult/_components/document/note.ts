/** What a reader opened in a part: a finding or a passage, and the place in the part's source where it is about. */
export type OpenNote = { at: number } & ({ kind: 'finding'; id: string } | { kind: 'source'; n: number })

/** Opens a note, or closes it where it is the one that is open. */
export interface Notes {
  open: OpenNote | null
  toggle: (note: OpenNote) => void
}

/** Whether two notes are one: the same finding or passage at the same place. */
export const isSameNote = (a: OpenNote | null, b: OpenNote): boolean =>
  a?.at === b.at &&
  (a.kind === 'finding' ? b.kind === 'finding' && a.id === b.id : b.kind === 'source' && a.n === b.n)
