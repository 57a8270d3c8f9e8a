import type { z } from 'zod'
import { problemSchema, type Problem } from './contract'

/** A refused or failed request, with the sentence to show. `null` problem: the server could not be reached. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  constructor(readonly problem: Problem | null) {
    super(problem?.code ?? 'unreachable')
  }
}

interface FetchOptions<O extends z.ZodType | null> {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  output: O
  signal?: AbortSignal
}

/** Calls an own endpoint and parses the answer. Throws RequestError. `output: null` for answers without a body. */
export async function fetchJson<O extends z.ZodType | null>(
  path: string,
  { method = 'GET', body, output, signal }: FetchOptions<O>,
): Promise<O extends z.ZodType<infer T> ? T : null> {
  type Result = O extends z.ZodType<infer T> ? T : null
  const response = await fetch(path, {
    method,
    cache: 'no-store',
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new RequestError(null)
  })
  if (!response.ok) {
    const problem = problemSchema.safeParse(await response.json().catch(() => null))
    throw new RequestError(problem.success ? problem.data : null)
  }
  return (output ? output.parse(await response.json()) : null) as Result
}
