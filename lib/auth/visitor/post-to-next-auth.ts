/** A text field of an answer. Throws where it is none. */
async function textOf(answer: Response, name: string): Promise<string> {
  const body: unknown = await answer.json()
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : null
  if (typeof value !== 'string') throw new TypeError('not an answer of next-auth')
  return value
}

/**
 * Posts a form to next-auth with its CSRF token and returns the address it names. Throws where it cannot be reached or answers
 * something else. Without schemas: they would be most of what the sign-in page loads.
 */
export async function postToNextAuth(action: string, fields: Record<string, string>): Promise<URL> {
  const csrfToken = await textOf(await fetch('/api/auth/csrf', { cache: 'no-store' }), 'csrfToken')
  const body = new URLSearchParams({ ...fields, csrfToken, json: 'true' })
  const answer = await fetch(`/api/auth/${action}`, { method: 'POST', body, cache: 'no-store' })
  return new URL(await textOf(answer, 'url'), window.location.origin)
}
