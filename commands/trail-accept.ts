import { parseArgs } from 'node:util'
import { acceptLoss } from '@/lib/audit/accept-loss'
import { recordAcceptance } from '@/lib/audit/record-event'
import { db } from '@/lib/db/client'
import { requireState } from '@/commands/require-state'
import { say } from '@/scripts/sentence.mjs'
import { whoAccepts } from '@/commands/who-accepts'

/**
 * `npm run trail:accept -- --name NAME --reason REASON`: accepts that audit records are missing, that the database is
 * another one, that the mark of its height is gone, or that a clock that leapt is right, and records who accepted it and
 * why. Also while the portal runs, which serves again within fifteen seconds.
 */
const { values } = parseArgs({ options: { name: { type: 'string' }, reason: { type: 'string' } } })
const who = whoAccepts(values)
requireState()
const accepted = await acceptLoss(who)
if (accepted) {
  await recordAcceptance()
  const { upToId, lost, replayed } = accepted
  say(
    `已接受并记录：从镜像放回 ${replayed} 条，审计记录至第 ${upToId} 号，其后缺失 ${lost} 条，由 ${who.name} 接受（${who.reason}）。请把缺失前另存的检查点留作证据。`,
    `Accepted and recorded: ${replayed} were put back from the mirror, audit records are left up to ${upToId}, ${lost} after them are missing, accepted by ${who.name} (${who.reason}). Keep the checkpoints of before as evidence.`,
  )
} else {
  say(
    '审计记录与其高度标记相符，时钟可信，没有需要接受的内容。',
    'The audit trail fits the mark of its height and the clock is right: there is nothing to accept.',
  )
}
await (await db()).$disconnect()
