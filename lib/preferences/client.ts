import type { preferencesSchema, PreferencesChange } from '@/lib/preferences/contract'
import { fetchAnswer } from '@/lib/shared/fetch-json'

/** Changes some of the reader's own settings and returns all of them. */
export const changePreferences = (change: PreferencesChange) =>
  fetchAnswer<typeof preferencesSchema>('/api/preferences', { method: 'PUT', body: change })
