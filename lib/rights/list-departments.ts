import 'server-only'
import type { z } from 'zod'
import { LIST_PAGE, type listDepartmentsOutput, type listDepartmentsQuery } from '@/lib/rights/contract'
import { db } from '@/lib/db/client'
import { pageOf } from '@/lib/db/page-of'

/** The departments asked for, and how many there are; without a page, all of them. */
export async function listDepartments({
  search,
  sort,
  order,
  page,
}: z.infer<typeof listDepartmentsQuery>): Promise<z.infer<typeof listDepartmentsOutput>> {
  const contains = { contains: search ?? '' }
  const where = search ? { OR: [{ code: contains }, { nameZh: contains }, { nameEn: contains }] } : {}
  const client = await db()
  const by =
    sort === 'idleMinutes' ? { idleMinutes: { sort: order, nulls: 'last' as const } } : { [sort]: order }
  const departments = await client.department.findMany({
    where,
    orderBy: [by, { id: 'asc' }],
    ...pageOf(page, LIST_PAGE),
  })
  return { departments, total: await client.department.count({ where }) }
}
