import { createReadStream, statSync } from 'node:fs'
import { Interrupted, ModelFailure, type CodedError } from '@/lib/inference/models/fetch/failure'
import type { Partial } from '@/lib/inference/models/fetch/partial'
import type { Environment } from '@/lib/inference/models/fetch/proxy'
import { request, type Answer } from '@/lib/inference/models/fetch/request'

/** So often is a source asked again after its connection was cut, if each time brought at least a byte. */
const MOST_CUTS = 20
const CUTS = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE']

/** What a fetch needs to know beside the address. */
export interface FetchOptions {
  env: Environment
  /** Milliseconds without a byte after which a source has stalled. */
  stallMs?: number | undefined
}

const failed = (code: string): Error => Object.assign(new Error(code), { code })

const wrongSize = (): ModelFailure =>
  new ModelFailure('文件大小与清单不符', 'the file is not of the size that the catalogue says')

async function append(partial: Partial, body: AsyncIterable<unknown>): Promise<void> {
  for await (const each of body) {
    const chunk = each as Buffer
    if (partial.size + chunk.length > partial.bytes) throw wrongSize()
    await partial.write(chunk)
  }
}

/** A strong validator (RFC 9110, 8.8.1); only these may be used with If-Range. */
const strong = (etag: string | null | undefined): string | null =>
  etag && !etag.startsWith('W/') ? etag : null

function rangeHeaders(partial: Partial, url: string): Record<string, string> {
  if (partial.size === 0) return {}
  const { note } = partial
  const known = note.url === url ? strong(note.etag) : null
  return { Range: `bytes=${partial.size}-`, ...(known ? { 'If-Range': known } : {}) }
}

/** Where the answer's first byte belongs: an answer to another range than the one asked for is no use. */
function offsetOf({ status, headers }: Answer, partial: Partial): number | null {
  if (status === 200) return 0
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '')
  if (!range || Number(range[1]) !== partial.size) return null
  if (range[2] !== '*' && Number(range[2]) !== partial.bytes) throw wrongSize()
  return partial.size
}

async function once(
  partial: Partial,
  url: string,
  { env, stallMs }: FetchOptions,
): Promise<'again' | 'done'> {
  // What is there is hashed before the server is asked, so that it is not kept waiting.
  await partial.startAt(partial.size)
  const headers = { 'Accept-Encoding': 'identity', ...rangeHeaders(partial, url) }
  const answer = await request(url, { headers, env, stallMs, signal: partial.signal })
  try {
    const { status } = answer
    const offset = status === 200 || status === 206 ? offsetOf(answer, partial) : null
    if (offset === null && partial.size > 0 && (status === 416 || status === 206)) {
      await partial.startAt(0)
      return 'again'
    }
    if (offset === null) throw failed(`HTTP_${status}`)
    const length = answer.headers['content-length']
    if (length !== undefined && Number(length) !== partial.bytes - offset) throw wrongSize()
    await partial.startAt(offset)
    partial.note = { url, etag: answer.headers.etag ?? null }
    await append(partial, answer.body)
    return 'done'
  } finally {
    answer.close()
  }
}

/**
 * Fetches the rest of a file from a URL into its partial. It continues with Range, guarded by If-Range where the server
 * gave a strong ETag (RFC 9110, 13.1.5 and 14.2), starts over where the server ignores the range or refuses it, and asks
 * again after a cut. Rejects with the error that ended it.
 */
export async function fetchUrl(partial: Partial, url: string, { env, stallMs }: FetchOptions): Promise<void> {
  for (let cuts = 0; ;) {
    const before = partial.size
    try {
      if ((await once(partial, url, { env, stallMs })) === 'again') continue
      if (partial.size === partial.bytes) return
      throw failed('ECONNRESET')
    } catch (error) {
      if (partial.signal?.aborted) throw new Interrupted()
      cuts += 1
      if (!CUTS.includes((error as CodedError).code ?? '') || partial.size <= before || cuts > MOST_CUTS) {
        throw error
      }
    }
  }
}

/** The same from a file on this machine, such as one on a USB drive. */
export async function copyLocal(partial: Partial, file: string): Promise<void> {
  if (statSync(file).size !== partial.bytes) throw wrongSize()
  await partial.startAt(Math.min(partial.size, partial.bytes))
  if (partial.size < partial.bytes) {
    await append(partial, createReadStream(file, { start: partial.size, highWaterMark: 1024 * 1024 }))
  }
}
