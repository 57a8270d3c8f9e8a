import type { z } from 'zod'
import type { previewInput } from '@/lib/admin/directory/contract'
import type { AuditDetail } from '@/lib/audit/contract'

/** What of a preview goes into the trail: the change that was tried, and the page; never the words searched for. */
export function describePreview({ change, show, page }: z.infer<typeof previewInput>): AuditDetail {
  const mapping = change && change.kind !== 'mapping_removed' ? change.mapping : null
  return {
    change: change?.kind ?? null,
    mappingId: change && change.kind !== 'mapping_added' ? change.id : null,
    group: mapping?.groupDn ?? null,
    role: mapping?.role ?? null,
    toDepartmentId: mapping?.departmentId ?? null,
    show,
    page,
  }
}
