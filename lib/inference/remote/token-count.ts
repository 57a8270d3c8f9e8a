import 'server-only'
import type { PromptFormat } from '@/lib/inference/engine/prompt/prompt-format'
import { tokenCountRequest, tokenUpperBound } from '@/lib/inference/remote/dialect'
import type { EndpointConnection } from '@/lib/inference/remote/endpoint-connection'

const DEADLINE_MS = 10_000

/** Tokens by the server's own tokeniser; null where it has none. Throws EndpointError. */
async function askTokens(connection: EndpointConnection, text: string): Promise<number | null> {
  const { kind, model } = connection.endpoint
  const request = tokenCountRequest(kind, { model, text })
  if (!request) return null
  return request.read(await connection.json(request.path, request.body, AbortSignal.timeout(DEADLINE_MS)))
}

/**
 * Tokens of a prompt by the server's own tokeniser; an upper bound where the server has none or does not answer, so
 * that a prompt that is let through always fits.
 */
export async function countTokens(
  connection: EndpointConnection | null,
  text: string,
  format: PromptFormat,
): Promise<number> {
  const counted = connection ? await askTokens(connection, text).catch(() => null) : null
  return counted ?? tokenUpperBound(text, format)
}

/**
 * Whether the server's tokeniser has each control word of the format as one token; true where it has no tokeniser to
 * ask. Throws EndpointError when it does not answer.
 */
export async function speaksFormat(
  connection: EndpointConnection,
  { words }: PromptFormat,
): Promise<boolean> {
  const bare = await askTokens(connection, '')
  if (bare === null) return true
  for (const word of words) {
    if ((await askTokens(connection, word)) !== bare + 1) return false
  }
  return true
}
