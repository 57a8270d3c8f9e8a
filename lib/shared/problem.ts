/** RFC 9457 problem details as this portal sends them. */
export interface Problem {
  type: string
  /** One sentence in the user's language: what is wrong and what to do. */
  title: string
  status: number
  code: string
  requestId: string
  /** Names of the fields that were wrong, for `invalid_input`. */
  fields?: string[] | undefined
}

const TEXTS = ['type', 'title', 'code', 'requestId'] as const

/** What the body of a refused request says, or null where it is no problem of this portal's, as a proxy's page is not. Without schemas, which every page would load. */
export function readProblem(body: unknown): Problem | null {
  if (typeof body !== 'object' || body === null) return null
  const { status, fields, ...rest } = body as Record<string, unknown>
  const texts = TEXTS.map((name) => rest[name])
  if (!Number.isInteger(status) || texts.some((text) => typeof text !== 'string')) return null
  const named = Array.isArray(fields) && fields.every((field) => typeof field === 'string')
  if (fields !== undefined && !named) return null
  return body as Problem
}
