import 'server-only'
import type { z } from 'zod'
import type { listMappingsOutput } from '@/lib/admin/contract'
import { roleSchema } from '@/lib/auth/permissions'
import { db } from '@/lib/db/client'

/** Which directory group gives which role or department, by group. */
export async function listMappings(): Promise<z.infer<typeof listMappingsOutput>> {
  const mappings = await (await db()).groupMapping.findMany({ orderBy: { groupDn: 'asc' } })
  return {
    mappings: mappings.map(({ id, groupDn, role, departmentId, version }) => ({
      id,
      groupDn,
      role: role === null ? null : roleSchema.parse(role),
      departmentId,
      version,
    })),
  }
}
