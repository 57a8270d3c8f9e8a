import { queryOptions } from '@tanstack/react-query'
import { fetchAnswer, fetchJson, RequestError } from '@/lib/shared/fetch-json'
import type { Locale } from '@/lib/shared/locale'
import { postToNextAuth } from './visitor/post-to-next-auth'
import type { meOutput, ownSessionsOutput, pageFaultOutput } from './contract'
import { FAULT_NAMES } from './pure/fault-names'

/** Who is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => fetchAnswer<typeof meOutput>('/api/session', { signal }),
})

export const lockScreen = () => fetchJson('/api/session/lock', { method: 'POST', output: null })

export const unlockScreen = (password: string) =>
  fetchJson('/api/session/unlock', { method: 'POST', body: { password }, output: null })

/** Lets another person sign in here; what this one has in memory waits for the own next sign-in. */
export const secureSession = () => fetchJson('/api/session/secure', { method: 'POST', output: null })

/** Gives the password again for a sensitive change. */
export const confirmPassword = (password: string) =>
  fetchJson('/api/session/confirm', { method: 'POST', body: { password }, output: null })

/** Tells the server that the person did something, which postpones the idle limit. */
export const reportActivity = () => fetchJson('/api/session/activity', { method: 'POST', output: null })

/** Tells the server that a page failed in the browser. Returns the number under which its log has that. */
export async function reportPageFault(name: string): Promise<string> {
  const errorName = FAULT_NAMES.find((known) => known === name) ?? 'Error'
  const body = { errorName }
  return (await fetchAnswer<typeof pageFaultOutput>('/api/session/faults', { method: 'POST', body })).number
}

export const endAllSessions = () => fetchJson('/api/session/end-all', { method: 'POST', output: null })

/** The reader's own live sessions. */
export const ownSessionsQuery = queryOptions({
  queryKey: ['own-sessions'],
  queryFn: ({ signal }) => fetchAnswer<typeof ownSessionsOutput>('/api/session/list', { signal }),
})
export const endOwnSession = (id: string) =>
  fetchJson(`/api/session/list/${id}`, { method: 'DELETE', output: null })

/** Keeps the language for this person and for the pages of this browser. */
export const changeLocale = (locale: Locale) =>
  fetchJson('/api/session/locale', { method: 'PUT', body: { locale }, output: null })

/** Ends this session. Throws RequestError. */
export async function signOut(): Promise<void> {
  await postToNextAuth('signout', {}).catch(() => {
    throw new RequestError(null)
  })
}
