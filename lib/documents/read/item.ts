import type { ItemProblem } from '@/lib/documents/contract'

/** What a reader hands on: a document's text, or why an item gave none. */
export type ReadItem = { name: string; text: string } | { name: string; problem: ItemProblem }

/** What is left of the upload's limits. Readers take from it, so that many small items count like one large one. */
export interface Budget {
  documents: number
  /** Bytes that may still be inflated or decoded. */
  bytes: number
  /** Largest single file within an archive, in bytes. */
  fileBytes: number
}

/** Thrown inside a reader for an item that cannot be read; never leaves `lib/documents/read`. */
export class ItemFault extends Error {
  override readonly name = 'ItemFault'
  constructor(readonly problem: ItemProblem) {
    super(problem)
  }
}

/** The problem of an error: its own, or that the file is damaged. Messages of parsers quote the file and are dropped. */
export function problemOf(error: unknown): ItemProblem {
  return error instanceof ItemFault ? error.problem : 'damaged'
}
