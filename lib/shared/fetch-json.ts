import type { z } from 'zod'
import { readProblem, type Problem } from './problem'

/** A refused or failed request, with the sentence to show. `null` problem: the server could not be reached. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  constructor(readonly problem: Problem | null) {
    super(problem?.code ?? 'unreachable')
  }
}

let askForPassword: (() => Promise<boolean>) | null = null

/**
 * Names what asks the person for the password when a sensitive change needs it; it resolves to whether the password was
 * right. Returns what takes it back.
 */
export function onConfirmationNeeded(ask: () => Promise<boolean>): () => void {
  askForPassword = ask
  return () => {
    askForPassword = null
  }
}

interface FetchOptions<O extends z.ZodType | null> {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  /** A piece of a file, sent instead of a JSON body. */
  bytes?: Blob
  headers?: Readonly<Record<string, string>>
  output: O
  signal?: AbortSignal
  /** True for a request that a page which goes away still sends. */
  keepalive?: boolean
}

async function send(
  path: string,
  { method = 'GET', body, bytes, headers, signal, keepalive }: FetchOptions<null>,
): Promise<Response> {
  const response = await fetch(path, {
    method,
    cache: 'no-store',
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    ...(bytes === undefined
      ? {}
      : { body: bytes, headers: { ...headers, 'Content-Type': 'application/octet-stream' } }),
    ...(signal ? { signal } : {}),
    ...(keepalive ? { keepalive } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new RequestError(null)
  })
  if (response.ok) return response
  throw new RequestError(readProblem(await response.json().catch(() => null)))
}

/** Sends it; what needs the password again asks for it and is then sent once more. Throws RequestError. */
function sendConfirmed(path: string, request: FetchOptions<null>): Promise<Response> {
  return send(path, request).catch(async (error: unknown) => {
    const asked = error instanceof RequestError && error.problem?.code === 'confirmation_needed'
    if (asked && (await askForPassword?.())) return send(path, request)
    throw error
  })
}

/**
 * Calls an own endpoint and parses the answer. Throws RequestError. `output: null` for answers without a body. A change
 * that needs the password again asks for it and is then sent once more.
 */
export async function fetchJson<O extends z.ZodType | null>(
  path: string,
  { output, ...options }: FetchOptions<O>,
): Promise<O extends z.ZodType<infer T> ? T : null> {
  type Result = O extends z.ZodType<infer T> ? T : null
  const response = await sendConfirmed(path, { ...options, output: null })
  return (output ? output.parse(await response.json()) : null) as Result
}

/**
 * The same for what a page reads before its first question: the answer is taken as the schema `O` of its route made it, which parsed it
 * before it was sent. So that no page waits for schemas, which weigh more than all that it says.
 */
export async function fetchAnswer<O extends z.ZodType>(
  path: string,
  options: Omit<FetchOptions<null>, 'output'> = {},
): Promise<z.output<O>> {
  const response = await sendConfirmed(path, { ...options, output: null })
  return (await response.json()) as z.output<O>
}
