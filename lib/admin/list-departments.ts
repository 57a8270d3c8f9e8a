import 'server-only'
import type { z } from 'zod'
import type { listDepartmentsOutput } from '@/lib/admin/contract'
import { db } from '@/lib/db/client'

/** All departments by code. */
export async function listDepartments(): Promise<z.infer<typeof listDepartmentsOutput>> {
  return { departments: await (await db()).department.findMany({ orderBy: { code: 'asc' } }) }
}
