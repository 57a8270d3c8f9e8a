import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import { piecesOf } from '@/lib/http/body-time'
import { isBoundedJson } from '@/lib/shared/bounded-json'

/** The deepest body is a template with its conditions, the widest a file of templates; a megabyte of `[` costs 0.8 s to parse. */
const BOUNDS = { depth: 32, values: 50_000 }

async function readAll(request: Request, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) {
    throw new AppError('payload_too_large', { maxKiB: maxBytes / 1024 })
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of piecesOf(request, maxBytes)) {
    size += chunk.byteLength
    if (size > maxBytes) throw new AppError('payload_too_large', { maxKiB: maxBytes / 1024 })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** An escape can spell half a character, which no database takes and no page shows. */
const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value

const mediaType = (request: Request) =>
  request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()

/** Whether a request says that its body is bytes: a type that no form of another site can send. */
export const isBytes = (request: Request): boolean => mediaType(request) === 'application/octet-stream'

/**
 * The JSON body of a request, not yet checked against a schema.
 * Throws AppError `unsupported_media_type`, `payload_too_large` or `invalid_json`.
 */
export async function readJsonBody(request: Request, maxBytes: number): Promise<unknown> {
  if (mediaType(request) !== 'application/json') throw new AppError('unsupported_media_type')
  try {
    const bytes = await readAll(request, maxBytes)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!isBoundedJson(text, BOUNDS)) throw new AppError('invalid_json')
    return JSON.parse(text, wellFormed) as unknown
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid_json', {}, { cause: error })
  }
}

/**
 * The body of a request as bytes, held in memory. Throws AppError `unsupported_media_type` or `payload_too_large`.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  if (!isBytes(request)) throw new AppError('unsupported_media_type')
  return readAll(request, maxBytes)
}
