import 'server-only'
import { db } from '@/lib/db/client'
import type { Change } from '@/lib/rights/contract'

/** The changes of a kind. */
const of = <K extends Change['kind']>(changes: readonly Change[], kind: K) =>
  changes.filter((change): change is Extract<Change, { kind: K }> => change.kind === kind)

/**
 * What says in words what a change names by number alone: the group of a mapping, the site, the person of a delegation. It returns
 * null for other changes, and where what was named is gone.
 */
export async function nameChanged(changes: readonly Change[]): Promise<(change: Change) => string | null> {
  const client = await db()
  const ids = (kind: 'mapping_removed' | 'library_site_withdrawn' | 'delegation_ended') => ({
    id: { in: of(changes, kind).map(({ id }) => id) },
  })
  const mappings = await client.groupMapping.findMany({ where: ids('mapping_removed') })
  const sites = await client.librarySite.findMany({ where: ids('library_site_withdrawn') })
  const grants = await client.roleGrant.findMany({
    where: ids('delegation_ended'),
    include: { user: { select: { displayName: true } } },
  })
  const names = new Map<string, string>([
    ...mappings.map(({ id, groupDn }) => [id, groupDn] as const),
    ...sites.map(({ id, name }) => [id, name] as const),
    ...grants.map(({ id, user }) => [id, user.displayName] as const),
  ])
  return (change) => ('id' in change ? (names.get(change.id) ?? null) : null)
}
