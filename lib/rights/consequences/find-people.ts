import 'server-only'
import type { z } from 'zod'
import { db } from '@/lib/db/client'
import type { findPeopleOutput } from '@/lib/rights/consequences/contract'

/** Few enough to look through; who is not among them is found by more letters. */
const MOST = 8

/** People who may sign in and whose name or user name holds the words, by name. */
export async function findPeople(search: string): Promise<z.infer<typeof findPeopleOutput>> {
  const holds = { contains: search }
  const people = await (
    await db()
  ).user.findMany({
    where: { disabledAt: null, OR: [{ username: holds }, { displayName: holds }] },
    select: { username: true, displayName: true, departmentId: true },
    orderBy: { displayName: 'asc' },
    take: MOST,
  })
  return { people }
}
