import 'server-only'
import { AppError } from '@/lib/errors/app-error'

async function readText(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) {
    throw new AppError('payload_too_large', { maxKiB: maxBytes / 1024 })
  }
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > maxBytes) throw new AppError('payload_too_large', { maxKiB: maxBytes / 1024 })
    chunks.push(chunk)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
}

/**
 * The JSON body of a request, not yet checked against a schema.
 * Throws AppError `unsupported_media_type`, `payload_too_large` or `invalid_json`.
 */
export async function readJsonBody(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new AppError('unsupported_media_type')
  try {
    return JSON.parse(await readText(request, maxBytes)) as unknown
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid_json', {}, { cause: error })
  }
}
