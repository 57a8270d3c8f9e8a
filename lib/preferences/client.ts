import { preferencesSchema, type PreferencesChange } from '@/lib/preferences/contract'
import { fetchJson } from '@/lib/shared/fetch-json'

/** Changes some of the reader's own settings and returns all of them. */
export const changePreferences = (change: PreferencesChange) =>
  fetchJson('/api/preferences', { method: 'PUT', body: change, output: preferencesSchema })
