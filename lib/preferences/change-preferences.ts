import 'server-only'
import { db } from '@/lib/db/client'
import { preferencesSchema, type Preferences, type PreferencesChange } from '@/lib/preferences/contract'
import { DEFAULT_PREFERENCES } from '@/lib/preferences/pure/defaults'
import type { Actor } from '@/lib/shared/actor'

/**
 * Keeps some settings of the person's own screen and returns all of them. No record is written: as with the language, nothing that
 * a person may see or do changes with them.
 */
export async function changePreferences(
  { userId }: Pick<Actor, 'userId'>,
  change: PreferencesChange,
): Promise<Preferences> {
  return (await db()).$transaction(async (tx) => {
    const row = await tx.preference.findUnique({ where: { userId } })
    const before = row ? preferencesSchema.safeParse(JSON.parse(row.value)).data : undefined
    const after = preferencesSchema.parse({ ...(before ?? DEFAULT_PREFERENCES), ...change })
    const value = JSON.stringify(after)
    await tx.preference.upsert({ where: { userId }, create: { userId, value }, update: { value } })
    return after
  })
}
