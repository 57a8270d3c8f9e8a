import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { fetchJson, RequestError } from '@/lib/shared/fetch-json'
import type { Locale } from '@/lib/shared/locale'
import { FAULT_NAMES, meOutput, ownSessionsOutput, pageFaultOutput } from './contract'

/** Who is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => fetchJson('/api/session', { output: meOutput, signal }),
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
  return (await fetchJson('/api/session/faults', { method: 'POST', body, output: pageFaultOutput })).number
}

export const endAllSessions = () => fetchJson('/api/session/end-all', { method: 'POST', output: null })

/** The reader's own live sessions. */
export const ownSessionsQuery = queryOptions({
  queryKey: ['own-sessions'],
  queryFn: ({ signal }) => fetchJson('/api/session/list', { output: ownSessionsOutput, signal }),
})
export const endOwnSession = (id: string) =>
  fetchJson(`/api/session/list/${id}`, { method: 'DELETE', output: null })

/** Keeps the language for this person and for the pages of this browser. */
export const changeLocale = (locale: Locale) =>
  fetchJson('/api/session/locale', { method: 'PUT', body: { locale }, output: null })

const csrfSchema = z.object({ csrfToken: z.string() })
const redirectSchema = z.object({ url: z.string() })

/** Posts a form to next-auth with its CSRF token and returns the address it names. Throws RequestError. */
async function postToNextAuth(action: string, fields: Record<string, string>): Promise<URL> {
  const { csrfToken } = await fetchJson('/api/auth/csrf', { output: csrfSchema })
  const body = new URLSearchParams({ ...fields, csrfToken, json: 'true' })
  const answer = await fetch(`/api/auth/${action}`, { method: 'POST', body, cache: 'no-store' }).catch(
    () => null,
  )
  const parsed = redirectSchema.safeParse(await answer?.json().catch(() => null))
  if (!parsed.success) throw new RequestError(null)
  return new URL(parsed.data.url, window.location.origin)
}

/** Why a sign-in was refused: an error code, and for `too_many_requests` the seconds to wait. */
export interface SignInRefusal {
  code: string
  retryAfterSeconds: number
}

/** What a person types to sign in: the hospital account, or the emergency account with its one-time code. */
export type Credentials = { username: string; password: string } | { password: string; code: string }

/** Signs in; null on success. Throws RequestError when the server cannot be reached. */
export async function signIn(typed: Credentials): Promise<SignInRefusal | null> {
  const action = 'code' in typed ? 'callback/emergency' : 'callback/credentials'
  const { searchParams } = await postToNextAuth(action, typed)
  const code = searchParams.get('error')
  return code === null
    ? null
    : { code, retryAfterSeconds: Number(searchParams.get('retryAfterSeconds') ?? 0) }
}

/** Ends this session. */
export async function signOut(): Promise<void> {
  await postToNextAuth('signout', {})
}
