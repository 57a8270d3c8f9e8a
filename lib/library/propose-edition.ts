import 'server-only'
import type { z } from 'zod'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { db, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import type { ReceivedFile } from '@/lib/http/receive-file'
import type { proposeOutput, ProposeInput } from '@/lib/library/contract'
import { libraryEvents } from '@/lib/library/events'
import { library } from '@/lib/library/feature'
import { guardTitle } from '@/lib/library/guard-title'
import { mayPropose, mayRead } from '@/lib/library/rights/contract'
import { dropOriginal, holding, keepOriginal } from '@/lib/library/originals'
import { storePassages } from '@/lib/library/passages'
import { readPublication } from '@/lib/library/read-publication'
import { readPolicy } from '@/lib/policies/read-policy'
import type { Actor } from '@/lib/shared/actor'

const MIB = 1024 * 1024

export interface By {
  actor: Actor
  requestId: string
}

interface Proposal {
  file: ReceivedFile
  name: string
  about: Omit<ProposeInput, 'file'>
  /** The site that a bundle brought it from, and the id of its document there. */
  origin?: { siteId: string; documentId: string }
}

/** Throws AppError `payload_too_large` for a file that is larger than the policy allows. */
export async function requireSize({ bytes }: Pick<ReceivedFile, 'bytes'>): Promise<void> {
  const { maxFileMiB } = await readPolicy(library.policies.library)
  if (bytes > maxFileMiB * MIB) throw new AppError('payload_too_large', { maxKiB: maxFileMiB * 1024 })
}

/** Throws AppError `library_duplicate` with the title where the person may read it, else `library_duplicate_elsewhere`. */
export async function requireNew(tx: Tx, { sha256 }: Pick<ReceivedFile, 'sha256'>, actor: Actor) {
  const same = await tx.libraryEdition.findFirst({ where: { sha256, state: { not: 'rejected' } } })
  if (!same) return
  if (!mayRead(actor, same)) throw new AppError(library.errors.library_duplicate_elsewhere)
  throw new AppError(library.errors.library_duplicate, { title: same.title, year: String(same.year) })
}

/** The department of a document, whose new edition stands where its editions stand. Throws AppError `not_found`. */
async function placeOf(tx: Tx, documentId: string, actor: Actor): Promise<string | null> {
  const newest = await tx.libraryEdition.findFirst({
    where: { documentId, state: { not: 'rejected' } },
    orderBy: { proposedAt: 'desc' },
  })
  if (!newest || !mayRead(actor, newest)) throw new AppError('not_found')
  return newest.departmentId
}

/**
 * Keeps a document as a proposal: its original under its hash, its passages fixed from now on. Throws AppError `forbidden` for a
 * place that is not the person's, `not_found` for an unknown document, `payload_too_large`, `library_duplicate`,
 * `library_patient` when it points to a patient, `library_listed` when what was ticked is not what it names,
 * `stored_identifiers` for a title with the identity of a person, or what `readPublication` throws.
 */
export async function proposeEdition(
  { file, name, about, origin }: Proposal,
  { actor, requestId }: By,
): Promise<z.infer<typeof proposeOutput>> {
  const { documentId, ticked, title, publisher, year, validFrom = null, validUntil = null } = about
  if (validFrom && validUntil && validFrom > validUntil) {
    throw new AppError('invalid_input', { fields: 'validUntil' })
  }
  const client = await db()
  const asked = about.departmentId ?? null
  const departmentId = documentId === undefined ? asked : await placeOf(client, documentId, actor)
  if (!mayPropose(actor, departmentId)) throw new AppError('forbidden')
  if (departmentId !== null && (await client.department.count({ where: { id: departmentId } })) === 0) {
    throw new AppError('not_found')
  }
  await requireSize(file)
  await requireNew(client, file, actor)
  await guardTitle([title, publisher])
  const { publication, places } = await readPublication(file, { name, actor })
  if (places.patient.length > 0) throw patientFound(places.patient)
  const listed = places.listed
  if (ticked !== undefined && ticked !== listed.length) {
    throw new AppError(library.errors.library_listed, { count: listed.length })
  }
  const { passages, format, language, pages } = publication
  return withOriginal(file, () =>
    inAuditedTransaction(async (tx) => {
      await requireNew(tx, file, actor)
      const document = documentId ?? (await tx.libraryDocument.create({ data: {} })).id
      const { id } = await tx.libraryEdition.create({
        data: {
          ...{ documentId: document, departmentId, state: 'proposed' },
          ...{ title, publisher, year, validFrom, validUntil },
          ...{ sha256: file.sha256, bytes: file.bytes, format, language, pages },
          ...{ passageCount: passages.length, listed: JSON.stringify(listed), listedCount: listed.length },
          ...{ proposedById: actor.userId, proposerTicked: ticked ?? 0 },
          ...(origin ? { originSiteId: origin.siteId, originDocumentId: origin.documentId } : {}),
        },
      })
      await storePassages(tx, { editionId: id, title: about.title }, passages)
      await recordEvent(tx, {
        event: libraryEvents['library.proposed'],
        outcome: 'ok',
        actor,
        requestId,
        detail: {
          ...{ documentId: document, editionId: id, departmentId, sha256: file.sha256, format },
          ...{ passages: passages.length, listed: listed.length, ticked: ticked ?? 0 },
          ...(origin ? { siteId: origin.siteId } : {}),
        },
      })
      return { documentId: document, editionId: id, passages: passages.length, identifiers: [...listed] }
    }),
  )
}

/** Keeps the original of a file for the rows that `work` writes; where that fails, it does not stay. */
export async function withOriginal<T>(file: ReceivedFile, work: () => Promise<T>): Promise<T> {
  try {
    return await holding([file.sha256], async () => {
      await keepOriginal(file)
      return work()
    })
  } catch (error) {
    await dropUnused(file.sha256)
    throw error
  }
}

/** The refusal of a document that points to a patient, with the pages on which it does. */
export function patientFound(places: readonly { page: number | null }[]): AppError {
  const pages = [...new Set(places.flatMap(({ page }) => page ?? []))].sort((a, b) => a - b)
  const shown = pages.slice(0, 10).join(', ') + (pages.length > 10 ? ' …' : '')
  return new AppError(library.errors.library_patient, { count: places.length, pages: shown || '—' })
}

/** Removes an original that no edition but rejected ones has. */
export async function dropUnused(sha256: string): Promise<void> {
  const used = await (await db()).libraryEdition.count({ where: { sha256, state: { not: 'rejected' } } })
  if (used === 0) await dropOriginal(sha256)
}
