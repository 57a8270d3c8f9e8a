import 'server-only'
import { ownedJob, rowOf } from '@/lib/batch/batch-store'
import { AppError } from '@/lib/errors/app-error'
import { clearFreedMemorySoon } from '@/lib/shared/clear-freed-memory'

/** Characters that the drafts of one job hold together: what bounds its memory. */
const DRAFTS_MAX = 4_000_000

interface Place {
  id: string
  row: number
}

/** What a person has corrected in a row and not saved; empty for nothing. Throws AppError `not_found`. */
export const readRowDraft = ({ id, row }: Place, sessionId: string): string =>
  rowOf(ownedJob(id, sessionId), row).draft

/** Keeps it with the row, in memory, and nowhere else: it ends with its job. Throws AppError `not_found`, or `payload_too_large`. */
export function saveRowDraft({ id, row }: Place, text: string, sessionId: string): void {
  const job = ownedJob(id, sessionId)
  const changed = rowOf(job, row)
  const others = job.rows.reduce((sum, { draft }) => sum + draft.length, -changed.draft.length)
  if (others + text.length > DRAFTS_MAX) throw new AppError('payload_too_large')
  job.touchedAt = Date.now()
  changed.draft = text
}

/** Forgets it, because it was saved or is not wanted. Throws AppError `not_found`. */
export function deleteRowDraft(place: Place, sessionId: string): void {
  saveRowDraft(place, '', sessionId)
  clearFreedMemorySoon()
}
