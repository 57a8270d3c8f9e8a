import type { PublicationProblem } from '@/lib/documents/publication/contract'
import { problemOf } from '@/lib/documents/read/item'
import type { ItemProblem } from '@/lib/documents/contract'

/** Thrown for a document that is refused; never leaves the quarantine, which tells its problem. */
export class PublicationFault extends Error {
  override readonly name = 'PublicationFault'
  constructor(
    readonly problem: PublicationProblem,
    /** Pages that it is about. */
    readonly pages: readonly number[] = [],
  ) {
    super(problem)
  }
}

/** Problems that the readers of uploads share with documents of the library; whatever else they find is a damaged file. */
const SHARED: Partial<Record<ItemProblem, PublicationProblem>> = {
  archive_bomb: 'archive_bomb',
  empty: 'empty',
  encrypted: 'encrypted',
  legacy_office: 'legacy_office',
  macros: 'macros',
  not_text: 'unknown_encoding',
  text_too_long: 'too_long',
  too_large: 'archive_bomb',
  unknown_encoding: 'unknown_encoding',
  unsupported: 'unsupported',
}

/** The refusal that an error means. Messages of parsers quote the file and are dropped. */
export function faultOf(error: unknown): PublicationFault {
  if (error instanceof PublicationFault) return error
  return new PublicationFault(SHARED[problemOf(error)] ?? 'damaged')
}
