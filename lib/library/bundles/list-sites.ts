import 'server-only'
import type { z } from 'zod'
import { auth } from '@/lib/auth/feature'
import { db } from '@/lib/db/client'
import { can } from '@/lib/feature/can'
import type { sitesOutput } from '@/lib/library/bundles/contract'
import { siteKey } from '@/lib/library/bundles/site-key'
import type { Actor } from '@/lib/shared/actor'

/** This site's key, and the sites whose bundles are or were taken. */
export async function listSites(actor: Actor): Promise<z.infer<typeof sitesOutput>> {
  const client = await db()
  const rows = await client.librarySite.findMany({ where: { own: false }, orderBy: { createdAt: 'asc' } })
  const ids = rows.flatMap(({ enteredById, approvedById }) => [enteredById ?? [], approvedById ?? []].flat())
  const people = await client.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, displayName: true },
  })
  const personOf = (id: string | null) => people.find((one) => one.id === id) ?? null
  const own = await siteKey().catch(() => null)
  const waits = { kind: 'library_site_added', state: 'pending', expiresAt: { gt: new Date() } }
  return {
    own: own && { publicKey: own.publicKey, fingerprint: own.fingerprint },
    sites: rows.map(({ id, name, fingerprint, enteredById, approvedById, createdAt, withdrawnAt }) => ({
      ...{ id, name, fingerprint, at: createdAt.toISOString() },
      enteredBy: personOf(enteredById),
      approvedBy: personOf(approvedById),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    })),
    waiting: await client.changeRequest.count({ where: waits }),
    manages: can(actor, auth.permissions['security:manage']),
  }
}
