import 'server-only'
import { ownedJob, type StoredJob, type StoredRow } from '@/lib/batch/batch-store'
import type { TotalRowsInput } from '@/lib/batch/contract'
import type { Totals } from '@/lib/documents/totals/contract'
import type { TotalledDocument } from '@/lib/documents/totals/total-documents'
import { readers } from '@/lib/quarantine/readers'

/** Values of one document that are counted, and characters of a name: far above what a summary holds, and what bounds the message. */
const VALUES_MAX = 100
const NAME_MAX = 100

const counted = ({ values }: StoredRow): TotalledDocument =>
  values
    .filter(({ field }) => field === 'diagnosis' || field === 'drug')
    .slice(0, VALUES_MAX)
    .map(({ field, name, code, dose, frequency }) => ({
      field,
      name: name.slice(0, NAME_MAX),
      ...(code ? { code } : {}),
      ...(dose ? { dose } : {}),
      ...(frequency ? { frequency } : {}),
    }))

/** The rows that an export or the totals are about. */
export const rowsOf = (job: StoredJob, which: 'all' | 'accepted'): StoredRow[] =>
  job.rows.filter(({ state, accepted }) => state === 'done' && (which === 'all' || accepted))

/** What the rows say together, at most `most` lines a list. Throws AppError `text_too_complex` or `readers_unavailable`. */
export function totalOf(
  job: StoredJob,
  { rows, diagnosis, most }: TotalRowsInput & { most: number },
): Promise<Totals> {
  const documents = rowsOf(job, rows).map(counted)
  return readers().run(
    'totalDocuments',
    { documents, locale: job.locale, most, ...(diagnosis === undefined ? {} : { diagnosis }) },
    { person: job.actor.userId, priority: 'interactive' },
  )
}

/** Lines of a list on the screen. */
const SHOWN_MAX = 50

/** The totals of a job of this session, in its language. Throws AppError `not_found` and what `totalOf` throws. */
export async function totalRows(id: string, input: TotalRowsInput, sessionId: string): Promise<Totals> {
  const job = ownedJob(id, sessionId)
  job.touchedAt = Date.now()
  return totalOf(job, { ...input, most: SHOWN_MAX })
}
