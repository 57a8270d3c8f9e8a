import 'server-only'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { AppError } from '@/lib/errors/app-error'
import { libraryEvents } from '@/lib/library/events'
import { soonCatchUp } from '@/lib/library/keep-index'
import { decidesAs } from '@/lib/library/rights/contract'
import type { By } from '@/lib/library/propose-edition'

/** Takes every example that is in force out of use at once, and says how many. Throws AppError `forbidden`. */
export async function retireExamples({ actor, requestId }: By): Promise<{ retired: number }> {
  if (decidesAs(actor, { departmentId: null }) === null) throw new AppError('forbidden')
  const count = await inAuditedTransaction(async (tx) => {
    const retired = await tx.libraryEdition.updateMany({
      where: { example: true, state: 'in_force' },
      data: { state: 'retired', retiredAt: new Date() },
    })
    await recordEvent(tx, {
      event: libraryEvents['library.examples_retired'],
      outcome: 'ok',
      actor,
      requestId,
      detail: { editions: retired.count },
    })
    return retired.count
  })
  soonCatchUp()
  return { retired: count }
}
