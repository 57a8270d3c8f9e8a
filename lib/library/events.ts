import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { operatorName } from '@/lib/audit/loss'
import { defineEvents } from '@/lib/feature/define-server'
import { PUBLICATION_FORMATS } from '@/lib/documents/publication/contract'
import { BUNDLE_DOCUMENTS_MAX } from '@/lib/library/bundles/contract'
import { USE_MONTHS } from '@/lib/library/use/contract'
import { ROLES } from '@/lib/shared/actor'

/** Why another key for bundles is made: its file is gone, it is changed in good order, or others may have it. */
export const KEY_REASONS = ['lost', 'rotation', 'exposed'] as const
export type KeyReason = (typeof KEY_REASONS)[number]

const use = {
  department: f.resolvedId.nullable(),
  months: z.enum(USE_MONTHS),
  ...f.asked,
}

/**
 * Documents of the library, and that it was used. Who proposed and decided what is told by document; who searched, opened or
 * fetched is told without one, so that no record joins a person to what they read.
 */
export const libraryEvents = defineEvents({
  'library.proposed': z.strictObject({
    documentId: f.rowId,
    editionId: f.rowId,
    departmentId: f.rowId.nullable(),
    sha256: f.sha256,
    format: f.stored(PUBLICATION_FORMATS),
    passages: f.count,
    listed: f.count,
    ticked: f.count,
    /** The site that a bundle brought it from. */
    siteId: f.rowId.optional(),
  }),
  'library.decided': z.strictObject({
    documentId: f.rowId,
    editionId: f.rowId,
    decision: z.enum(['approved', 'rejected', 'retired', 'restored']),
    role: z.enum(ROLES),
    proposedById: f.rowId.nullable(),
    ticked: f.count.optional(),
    /** Hash over the passages as they were approved. */
    contentSha256: f.sha256.optional(),
    superseded: f.rowId.optional(),
  }),
  'library.examples_retired': z.strictObject({ editions: f.count }),
  'library.seeded': z.strictObject({ editions: f.count }),
  'library.key_made': z.strictObject({ fingerprint: f.sha256 }),
  'library.key_renewed': z.strictObject({
    former: f.sha256,
    fingerprint: f.sha256,
    reason: z.enum(KEY_REASONS),
    /** Who did it on the server, as they named themselves. */
    name: operatorName,
  }),
  'library.exported': z.strictObject({
    sha256: f.sha256,
    editionIds: z.array(f.rowId).max(BUNDLE_DOCUMENTS_MAX),
  }),
  'library.imported': z.strictObject({
    /** Null where no site that is known signed it. */
    siteId: f.rowId.nullable(),
    /** Hash of the file. */
    sha256: f.sha256,
    proposed: f.count,
    known: f.count,
    refused: f.count,
    reason: f.errorCode.optional(),
  }),
  'library.searched': z.strictObject({ filters: f.count, found: f.count.optional(), ...f.asked }),
  'library.use_viewed': z.strictObject(use),
  'library.use_exported': z.strictObject({ ...use, sheet: z.enum(['documents', 'departments']) }),
  'library.opened': z.strictObject({ part: z.enum(['passages', 'original']), ...f.asked }),
})
