/** The passages of an index by their place in a list, which arrays of figures share. Made anew when the index changes. */
export interface PassageList {
  /** Ids of the rows. */
  ids: Float64Array
  /** Place in the list by id. */
  at: ReadonlyMap<number, number>
  /** Number of the edition. */
  editions: Int32Array
  /** Different words in the text, over their mean. */
  lengths: Float32Array
  /** 1 for Chinese. */
  chinese: Uint8Array
}

/** A row as the index keeps it: id, edition, different words, 1 for Chinese. */
export type ListedPassage = readonly [id: number, edition: number, length: number, chinese: number]

/** The list of all rows. */
export function listPassages(rows: readonly ListedPassage[]): PassageList {
  const mean = rows.reduce((sum, [, , length]) => sum + length, 0) / Math.max(1, rows.length)
  return {
    ids: Float64Array.from(rows, ([id]) => id),
    at: new Map(rows.map(([id], place) => [id, place])),
    editions: Int32Array.from(rows, ([, edition]) => edition),
    lengths: Float32Array.from(rows, ([, , length]) => length / Math.max(1, mean)),
    chinese: Uint8Array.from(rows, ([, , , chinese]) => chinese),
  }
}
