import 'server-only'
import { cache } from 'react'
import { db } from '@/lib/db/client'
import { preferencesSchema, type Preferences } from '@/lib/preferences/contract'
import { DEFAULT_PREFERENCES } from '@/lib/preferences/pure/defaults'

/** What the person has set for their screen; the defaults where nothing is set or what is stored cannot be read. */
export const readPreferences = cache(async (userId: string): Promise<Preferences> => {
  const row = await (await db()).preference.findUnique({ where: { userId } })
  if (!row) return DEFAULT_PREFERENCES
  const parsed = preferencesSchema.safeParse(JSON.parse(row.value))
  return parsed.data ?? DEFAULT_PREFERENCES
})
