import 'server-only'
import { createReadStream } from 'node:fs'
import type { z } from 'zod'
import type { DetailOf } from '@/lib/audit/event-detail'
import { recordAlone } from '@/lib/audit/record-event'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { errorSentence } from '@/lib/http/problem'
import { dropReceived, receivePieces, type ReceivedFile } from '@/lib/http/receive-file'
import type { Imported, importBundleOutput } from '@/lib/library/bundles/contract'
import { openBundle, type OpenBundle, type Part } from '@/lib/library/bundles/open-bundle'
import { contentHashOf } from '@/lib/library/passages'
import { libraryEvents } from '@/lib/library/events'
import { library } from '@/lib/library/feature'
import { mayPropose, mayRead } from '@/lib/library/rights/contract'
import { ENDINGS } from '@/lib/library/read-original'
import { proposeEdition, type By } from '@/lib/library/propose-edition'

const { errors } = library
const EVENT = libraryEvents['library.imported']
const KNOWN: ReadonlySet<string> = new Set([
  errors.library_duplicate.code,
  errors.library_duplicate_elsewhere.code,
])

interface From extends By {
  file: ReceivedFile
  site: OpenBundle['site']
  departmentId: string | null
}

/** The document here that came from the same document there, where the person may propose an edition of it. */
async function formerOf(
  { documentId }: Part,
  { site, departmentId, actor }: From,
): Promise<string | undefined> {
  const where = {
    originSiteId: site.id,
    originDocumentId: documentId,
    state: { not: 'rejected' },
    departmentId,
  }
  const row = await (await db()).libraryEdition.findFirst({ where, orderBy: { proposedAt: 'desc' } })
  return row && mayRead(actor, row) ? row.documentId : undefined
}

/** Proposes one document as if it had been uploaded. Throws what `proposeEdition` throws. */
async function proposePart(part: Part, from: From) {
  const { title, publisher, year, validFrom, validUntil, format, start, bytes } = part
  const { site, departmentId, actor, requestId } = from
  const documentId = await formerOf(part, from)
  const piece = await receivePieces(createReadStream(from.file.path, { start, end: start + bytes - 1 }))
  try {
    const about = {
      ...{ title, publisher, year, validFrom: validFrom ?? undefined, validUntil: validUntil ?? undefined },
      ...(documentId === undefined ? { departmentId: departmentId ?? undefined } : { documentId }),
    }
    const origin = { siteId: site.id, documentId: part.documentId }
    const name = `document.${ENDINGS[format] ?? 'bin'}`
    const proposed = await proposeEdition({ file: piece, name, about, origin }, { actor, requestId })
    return { ...proposed, outcome: documentId === undefined ? 'proposed' : 'new_edition' } as const
  } finally {
    await dropReceived(piece)
  }
}

async function take(part: Part, from: From): Promise<Imported> {
  const { title, publisher, year } = part
  const told = { title, publisher, year, reason: null, documentId: null, asThere: true }
  try {
    const { outcome, documentId, editionId } = await proposePart(part, from)
    const asThere = (await contentHashOf(await db(), editionId)) === part.contentSha256
    return { ...told, outcome, documentId, asThere }
  } catch (error) {
    // A fault of the portal ends the import; what was proposed before it is whole, and is known the next time.
    if (!(error instanceof AppError) || error.status >= 500) throw error
    if (KNOWN.has(error.code)) return { ...told, outcome: 'known' }
    const reason = errorSentence(error.code, from.actor.locale, error.params)
    return { ...told, outcome: 'refused', reason }
  }
}

const NOTHING = { proposed: 0, known: 0, refused: 0 }

/** Records how an import ended. */
const recorder =
  ({ sha256 }: ReceivedFile, { actor, requestId }: By) =>
  (outcome: 'ok' | 'refused', facts: Omit<DetailOf<typeof EVENT>, 'sha256'>) =>
    recordAlone({ event: EVENT, outcome, actor, requestId, detail: { sha256, ...facts } })

/**
 * Takes the documents of a bundle in as proposals, each read in the quarantine as an upload is and either whole or not there. Throws what
 * `openBundle` throws, AppError `forbidden` for a place that is not the person's, or `library_bundle_known` where nothing in it is new.
 */
export async function importBundle(
  file: ReceivedFile,
  { departmentId = null, ...by }: By & { departmentId?: string | null | undefined },
): Promise<z.infer<typeof importBundleOutput>> {
  if (!mayPropose(by.actor, departmentId)) throw new AppError('forbidden')
  const record = recorder(file, by)
  const { site, parts } = await openBundle(file).catch(async (error: unknown) => {
    if (error instanceof AppError) await record('refused', { siteId: null, ...NOTHING, reason: error.code })
    throw error
  })
  const documents: Imported[] = []
  for (const part of parts) documents.push(await take(part, { ...by, file, site, departmentId }))
  const count = (...outcomes: Imported['outcome'][]) =>
    documents.filter(({ outcome }) => outcomes.includes(outcome)).length
  const counts = {
    proposed: count('proposed', 'new_edition'),
    known: count('known'),
    refused: count('refused'),
  }
  const isNews = counts.known < documents.length
  await record(isNews ? 'ok' : 'refused', { siteId: site.id, ...counts })
  if (!isNews) throw new AppError(errors.library_bundle_known)
  return { site: site.name, documents }
}
