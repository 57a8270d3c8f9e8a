import 'server-only'
import type { z } from 'zod'
import { db } from '@/lib/db/client'
import type { standingOutput } from '@/lib/library/contract'
import { mayRead } from '@/lib/library/rights/contract'
import { isExpired } from '@/lib/library/to-edition'
import type { Actor } from '@/lib/shared/actor'

/** Which editions that an open answer rests on have been taken out of use since, or are out of the person's sight, or past their day. */
export async function readStanding(
  ids: readonly string[],
  actor: Actor,
): Promise<z.infer<typeof standingOutput>> {
  const where = { id: { in: [...ids] }, state: 'in_force' }
  const rows = await (await db()).libraryEdition.findMany({ where })
  const seen = rows.filter((row) => mayRead(actor, row))
  return {
    gone: ids.filter((id) => !seen.some((row) => row.id === id)),
    expired: seen.filter((row) => isExpired(row)).map(({ id }) => id),
  }
}
