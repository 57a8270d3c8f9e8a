import 'server-only'
import { tokenCountRequest, tokenUpperBound } from '@/lib/inference/remote/dialect'
import type { EndpointConnection } from '@/lib/inference/remote/endpoint-connection'

const DEADLINE_MS = 10_000

/**
 * Tokens of a prompt by the server's own tokeniser; an upper bound where the server has none or does not answer, so
 * that a prompt that is let through always fits.
 */
export async function countTokens(connection: EndpointConnection | null, text: string): Promise<number> {
  if (!connection) return tokenUpperBound(text)
  const { kind, model } = connection.endpoint
  const request = tokenCountRequest(kind, { model, text })
  if (!request) return tokenUpperBound(text)
  try {
    return request.read(await connection.json(request.path, request.body, AbortSignal.timeout(DEADLINE_MS)))
  } catch {
    return tokenUpperBound(text)
  }
}
