import 'server-only'
import { db } from '@/lib/db/client'

type Client = Awaited<ReturnType<typeof db>>
const ROWS = {
  user: (client: Client, id: string) => client.user.count({ where: { id } }),
  department: (client: Client, id: string) => client.department.count({ where: { id } }),
  mapping: (client: Client, id: string) => client.groupMapping.count({ where: { id } }),
} as const

/**
 * An id that a request named, as the trail may hold it: itself where a row has it, else `unknown`, since what merely looks
 * like an id may be anything; null for none.
 */
export async function resolveId(
  kind: keyof typeof ROWS,
  id: string | null | undefined,
): Promise<string | null> {
  if (id === null || id === undefined) return null
  return (await ROWS[kind](await db(), id)) > 0 ? id : 'unknown'
}
