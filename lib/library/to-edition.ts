import 'server-only'
import type { LibraryEdition } from '@prisma/client'
import type { z } from 'zod'
import { db } from '@/lib/db/client'
import { editionSchema, type Edition } from '@/lib/library/contract'
import { decisionsOf } from '@/lib/library/rights/contract'
import { placeSchema, type Place } from '@/lib/privacy/contract'
import type { Actor } from '@/lib/shared/actor'
import { hospitalDay } from '@/lib/shared/hospital-day'

type Person = z.infer<typeof editionSchema>['proposedBy']

/** Whether an edition is past its last day, in the hospital's calendar. */
export const isExpired = (
  { validUntil }: Pick<LibraryEdition, 'validUntil'>,
  today = hospitalDay(new Date()),
) => validUntil !== null && validUntil < today

/** Whether an edition holds already. */
export const hasBegun = ({ validFrom }: Pick<LibraryEdition, 'validFrom'>, today = hospitalDay(new Date())) =>
  validFrom === null || validFrom <= today

/** Places as they were stored with an edition. */
export const storedPlaces = ({ listed }: Pick<LibraryEdition, 'listed'>): Place[] =>
  placeSchema.array().parse(JSON.parse(listed))

/** Editions as the reader sees them, with who proposed and decided and what the reader may do now. */
export async function toEditions(rows: readonly LibraryEdition[], actor: Actor): Promise<Edition[]> {
  const sites = rows.some(({ originSiteId }) => originSiteId !== null)
    ? await (await db()).librarySite.findMany({ select: { id: true, name: true } })
    : []
  const ids = rows.flatMap(({ proposedById, decidedById }) => [proposedById ?? [], decidedById ?? []].flat())
  const people = await (
    await db()
  ).user.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, displayName: true },
  })
  const personOf = (id: string | null): Person =>
    id === null ? null : (people.find((one) => one.id === id) ?? { id, displayName: '—' })
  return rows.map((row) =>
    editionSchema.parse({
      ...row,
      expired: isExpired(row),
      passages: row.passageCount,
      proposedBy: personOf(row.proposedById),
      proposedAt: row.proposedAt.toISOString(),
      decidedBy: personOf(row.decidedById),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      origin: sites.find(({ id }) => id === row.originSiteId)?.name ?? null,
      own: row.proposedById === actor.userId,
      decisions: decisionsOf(actor, row),
    }),
  )
}
