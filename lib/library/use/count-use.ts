import 'server-only'
import { inTransaction } from '@/lib/db/client'
import type { UsedDocuments } from '@/lib/library/use/contract'
import { hospitalDay } from '@/lib/shared/hospital-day'

/**
 * Counts the documents that stood beside one answer and those that it cites, by department and day. Nothing else is kept: no person,
 * question, run or moment stands in a row or can be told from the order of the rows.
 */
export async function countUse({ departmentId, offered, cited }: UsedDocuments): Promise<void> {
  const documents = [...new Set([...offered, ...cited])]
  if (documents.length === 0) return
  const of = { day: hospitalDay(new Date()), departmentId: departmentId ?? '' }
  await inTransaction(async (tx) => {
    for (const documentId of documents) {
      const counted = { offered: 1, cited: cited.includes(documentId) ? 1 : 0 }
      await tx.libraryUse.upsert({
        where: { day_departmentId_documentId: { ...of, documentId } },
        create: { ...of, documentId, ...counted },
        update: { offered: { increment: counted.offered }, cited: { increment: counted.cited } },
      })
    }
  })
}
