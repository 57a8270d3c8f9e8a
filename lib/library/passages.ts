import 'server-only'
import { createHash } from 'node:crypto'
import type { PublicationPassage } from '@/lib/documents/publication/contract'
import type { Tx } from '@/lib/db/client'
import { headingBelow } from '@/lib/library/heading-below'

/** Rows in one statement: SQLite bounds the values of a statement. */
const CHUNK = 100

/** SHA-256 (hex) of a passage as it can be cited. */
export const passageHash = ({ heading, page, text }: PublicationPassage): string =>
  createHash('sha256')
    .update(JSON.stringify([heading, page, text]))
    .digest('hex')

/** Stores the passages of an edition in their order, each with its hash, inside the caller's transaction. */
export async function storePassages(
  tx: Tx,
  { editionId, title }: { editionId: string; title: string },
  passages: readonly PublicationPassage[],
): Promise<void> {
  const below = passages.map((one) => ({ ...one, heading: headingBelow(title, one.heading) }))
  const rows = below.map((passage, ordinal) => ({
    ...passage,
    editionId,
    ordinal,
    sha256: passageHash(passage),
  }))
  for (let from = 0; from < rows.length; from += CHUNK) {
    await tx.libraryPassage.createMany({ data: rows.slice(from, from + CHUNK) })
  }
}

/** SHA-256 (hex) over the passages of an edition in their order; null where one is not what its own hash says. */
export async function contentHashOf(tx: Tx, editionId: string): Promise<string | null> {
  const hash = createHash('sha256')
  const rows = await tx.libraryPassage.findMany({ where: { editionId }, orderBy: { ordinal: 'asc' } })
  for (const row of rows) {
    if (passageHash(row) !== row.sha256) return null
    hash.update(`${row.sha256}\n`)
  }
  return hash.digest('hex')
}
