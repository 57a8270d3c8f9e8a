import 'server-only'
import type { Actor } from '@/lib/shared/actor'
import { inTransaction } from '@/lib/db/client'
import { seenTemplate } from '@/lib/templates/find-template'

/** Marks a template as the person's favourite, or no longer. Throws AppError `not_found`. */
export async function markFavourite(
  { id, favourite }: { id: string; favourite: boolean },
  actor: Actor,
): Promise<void> {
  const key = { userId: actor.userId, templateId: id }
  await inTransaction(async (tx) => {
    await seenTemplate(tx, id, actor)
    await tx.templateFavourite.deleteMany({ where: key })
    if (favourite) await tx.templateFavourite.create({ data: key })
  })
}
