import 'server-only'
import { processSingleton } from '@/lib/shared/process-singleton'

/** Names the request that the server keeps time of; set by the server alone. */
export const REQUEST_HEADER = 'x-innerward-request'
/** Largest body of a route that says nothing else, in bytes. It needs no more time than every request has. */
export const ORDINARY_BODY = 64 * 1024

/** Gives a request the time that a body of so many bytes may take, and tells when its sender is too slow for it. */
type Allow = (maxBytes: number) => AbortSignal

const kept = (): Map<string, Allow> => processSingleton('body-time', () => new Map<string, Allow>())

/** Lets a route that takes a large body ask for its time under this id. Returns what ends that. */
export function offerTime(id: string, allow: Allow): () => void {
  kept().set(id, allow)
  return () => void kept().delete(id)
}

/**
 * The pieces of a body as they come. One that may be larger than an ordinary one gets time for it: to be called only once it is
 * known who sends, and that they may. Throws AppError `upload_too_slow` in the reading where the sender does not get on.
 */
export function piecesOf(request: Request, maxBytes: number): AsyncIterable<Uint8Array> | [] {
  const { body, headers } = request
  if (!body) return []
  if (maxBytes <= ORDINARY_BODY) return body
  const signal = kept().get(headers.get(REQUEST_HEADER) ?? '')?.(maxBytes)
  return signal ? body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal }) : body
}
