import 'server-only'
import type { z } from 'zod'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { readDefinition } from '@/lib/templates/canonical-definition'
import type { listVersionsOutput } from '@/lib/templates/contract'
import { seenTemplate } from '@/lib/templates/find-template'

/** Every version of a template the person may see, newest first. Throws AppError `not_found`. */
export async function listVersions(id: string, actor: Actor): Promise<z.infer<typeof listVersionsOutput>> {
  const client = await db()
  await seenTemplate(client, id, actor)
  const rows = await client.templateVersion.findMany({
    where: { templateId: id },
    orderBy: { number: 'desc' },
  })
  const people = await client.user.findMany({
    where: {
      id: { in: rows.flatMap(({ createdById, approvedById }) => [createdById ?? '', approvedById ?? '']) },
    },
    select: { id: true, displayName: true },
  })
  const person = (userId: string | null) => people.find((one) => one.id === userId) ?? null
  return {
    versions: rows.map(({ number, createdAt, createdById, approvedById, note, sha256, definition }) => ({
      number,
      createdAt: createdAt.toISOString(),
      createdBy: person(createdById),
      approvedBy: person(approvedById),
      note,
      sha256,
      definition: readDefinition(definition),
    })),
  }
}
