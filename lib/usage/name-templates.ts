import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/client'

const namedSchema = z.object({ name: z.string() })

/**
 * Names of published templates by id: the hospital's, and those of the given departments. A personal template has no
 * name here: what a doctor calls it is the doctor's own.
 */
export async function nameTemplates(
  ids: readonly string[],
  departments: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const client = await db()
  const templates = await client.template.findMany({
    where: {
      id: { in: [...ids] },
      OR: [{ scope: 'hospital' }, { scope: 'department', departmentId: { in: [...departments] } }],
    },
    include: { versions: { orderBy: { number: 'desc' }, take: 1 } },
  })
  return new Map(
    templates.flatMap(({ id, versions }) => {
      const named = namedSchema.safeParse(JSON.parse(versions[0]?.definition ?? 'null'))
      return named.success ? [[id, named.data.name] as const] : []
    }),
  )
}
