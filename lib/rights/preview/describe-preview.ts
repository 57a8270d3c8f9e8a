import 'server-only'
import type { z } from 'zod'
import type { rightsEvents } from '@/lib/rights/events'
import type { previewInput } from '@/lib/rights/preview/contract'
import { contentHash } from '@/lib/audit/content-hash'
import type { DetailOf } from '@/lib/audit/event-detail'
import { resolveId } from '@/lib/audit/resolve-id'
import { normaliseDn } from '@/lib/auth/map-groups'

/** What of a preview goes into the trail: the change that was tried, and the page; never the words searched for. */
export async function describePreview({
  change,
  show,
  page,
}: z.infer<typeof previewInput>): Promise<DetailOf<(typeof rightsEvents)['directory.previewed']>> {
  const mapping = change && change.kind !== 'mapping_removed' ? change.mapping : null
  const id = change && change.kind !== 'mapping_added' ? change.id : null
  return {
    change: change?.kind ?? null,
    mappingId: await resolveId('mapping', id),
    groupHmac: mapping ? contentHash('typed', normaliseDn(mapping.groupDn)) : null,
    role: mapping?.role ?? null,
    toDepartmentId: await resolveId('department', mapping?.departmentId),
    show,
    page,
  }
}
