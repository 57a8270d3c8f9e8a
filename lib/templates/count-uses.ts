import 'server-only'
import type { Tx } from '@/lib/db/client'

/** Days that the count of uses looks back. */
export const USAGE_DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000

/** How `consult.started` names the template of a question, `<id>@<version>`. */
export const templateVersionText = (id: string, version: number): string => `${id}@${version}`

/** Questions of the last 90 days by template, counted in the trail alone. */
export async function countUses(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const at = { gt: new Date(Date.now() - USAGE_DAYS * DAY_MS) }
  const rows = await tx.auditEvent.groupBy({
    by: ['templateVersion'],
    where: { event: 'consult.started', at, templateVersion: { contains: '@' } },
    _count: true,
  })
  const uses = new Map<string, number>()
  for (const { templateVersion, _count } of rows) {
    const id = templateVersion?.split('@')[0] ?? ''
    uses.set(id, (uses.get(id) ?? 0) + _count)
  }
  return uses
}
