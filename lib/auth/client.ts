import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/http/client'
import type { Locale } from '@/lib/shared/locale'
import { meOutput } from './contract'

/** Who is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => fetchJson('/api/session', { output: meOutput, signal }),
})

export const lockScreen = () => fetchJson('/api/session/lock', { method: 'POST', output: null })

export const unlockScreen = (password: string) =>
  fetchJson('/api/session/unlock', { method: 'POST', body: { password }, output: null })

/** Tells the server that the person did something, which postpones the idle limit. */
export const reportActivity = () => fetchJson('/api/session/activity', { method: 'POST', output: null })

export const endAllSessions = () => fetchJson('/api/session/end-all', { method: 'POST', output: null })

/** Keeps the language for this person and for the pages of this browser. */
export const changeLocale = (locale: Locale) =>
  fetchJson('/api/session/locale', { method: 'PUT', body: { locale }, output: null })
