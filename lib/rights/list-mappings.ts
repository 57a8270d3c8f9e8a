import 'server-only'
import type { Prisma } from '@prisma/client'
import type { z } from 'zod'
import { LIST_PAGE, type listMappingsOutput, type listMappingsQuery } from '@/lib/rights/contract'
import { roleSchema } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { pageOf } from '@/lib/db/page-of'

type Query = z.infer<typeof listMappingsQuery>

function orderOf({ sort, order }: Query): Prisma.GroupMappingOrderByWithRelationInput {
  if (sort === 'department') return { department: { code: order } }
  if (sort === 'role') return { role: { sort: order, nulls: 'last' } }
  return { [sort]: order }
}

/** Which directory group gives which role or department, and how many such there are; without a page, all of them. */
export async function listMappings(query: Query): Promise<z.infer<typeof listMappingsOutput>> {
  const { search, role, departmentId, page } = query
  const where: Prisma.GroupMappingWhereInput = {
    ...(search ? { groupDn: { contains: search } } : {}),
    ...(role ? { role } : {}),
    ...(departmentId ? { departmentId } : {}),
  }
  const client = await db()
  const mappings = await client.groupMapping.findMany({
    where,
    orderBy: [orderOf(query), { id: 'asc' }],
    ...pageOf(page, LIST_PAGE),
  })
  return {
    mappings: mappings.map((one) => ({
      id: one.id,
      groupDn: one.groupDn,
      role: one.role === null ? null : roleSchema.parse(one.role),
      departmentId: one.departmentId,
      version: one.version,
    })),
    total: await client.groupMapping.count({ where }),
  }
}
