import 'server-only'
import type { Prisma } from '@prisma/client'
import { contentHash } from '@/lib/audit/content-hash'
import type { DetailOf } from '@/lib/audit/event-detail'
import type { auditEvents } from '@/lib/audit/events'
import { peopleNamed, withHash, withReference, type AuditFilter } from '@/lib/audit/filter-records'
import { resolveId } from '@/lib/audit/resolve-id'
import { db } from '@/lib/db/client'

type Told = Omit<DetailOf<(typeof auditEvents)['audit.exported']>, 'format' | 'upTo'>

/** The one person that a typed name, part of one or id stands for, else the keyed hash of what was typed. */
async function actorOf(typed: string): Promise<string> {
  const [one, another] = await peopleNamed(typed, 2)
  return one !== undefined && another === undefined ? one : contentHash('typed', typed)
}

/** An id or hash that some record has, else `unknown`. */
async function found(where: Prisma.AuditEventWhereInput, value: string): Promise<string> {
  const record = await (await db()).auditEvent.findFirst({ where, select: { id: true } })
  return record ? value : 'unknown'
}

/**
 * What the trail holds of the filters that somebody read or exported it with: words of closed lists, days, and of what was typed
 * the id it stands for or a keyed hash. Nothing typed is in it.
 */
export async function describeFilter(filter: AuditFilter): Promise<Told> {
  const { event, outcome, departmentId, actor, reference, hash, from, to } = filter
  return {
    ...(event ? { event } : {}),
    ...(outcome ? { outcome } : {}),
    ...(departmentId ? { departmentId: (await resolveId('department', departmentId)) ?? 'unknown' } : {}),
    ...(actor ? { actor: await actorOf(actor) } : {}),
    ...(reference ? { reference: await found(withReference(reference), reference) } : {}),
    ...(hash ? { hash: await found(withHash(hash), hash) } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }
}
