import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '@/lib/errors/app-error'
import { offerTime, REQUEST_HEADER } from '@/lib/http/body-time'

/** Milliseconds that an ordinary body may take. With the head (`create-server.ts`) it makes twenty seconds. */
export const BODY_MS = 12_000
/** A large body is looked at this often: in each of these milliseconds so many bytes must have come, and on average so many. */
const WINDOW_MS = 20_000
const LEAST_BYTES = 64 * 1024
const AVERAGE_BYTES = 320 * 1024
/** What the answer to a sender who is too slow may take. */
const FAREWELL_MS = 5_000

/** Does work after some milliseconds. Returns what takes that back. */
type After = (ms: number, work: () => void) => () => void

const byClock: After = (ms, work) => {
  const timer = setTimeout(work, ms).unref()
  return () => {
    clearTimeout(timer)
  }
}

/** Ends a request as Node ends one that is past its time. */
function cut({ socket }: IncomingMessage, { headersSent }: ServerResponse): void {
  if (!headersSent && socket.writable) {
    socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
  }
  socket.destroy()
}

/**
 * Bounds the time in which the body of a request may come, in the place of Node's one limit for all: an ordinary one has
 * `BODY_MS`. A route that takes larger ones, and knows who sends, lets it go on while it gets on, within a time by its size. What waits
 * here to be read is no fault of the sender.
 */
export function boundBody(request: IncomingMessage, response: ServerResponse, after = byClock): void {
  const id = randomUUID()
  request.headers[REQUEST_HEADER] = id
  if (request.complete) return
  const slow = new AbortController()
  let windows: number | null = null
  let seen = 0
  let takeBack = (): void => undefined
  const next = (ms: number, work: () => void): void => {
    takeBack()
    takeBack = after(ms, () => {
      if (request.complete) return
      work()
    })
  }
  const end = () => {
    cut(request, response)
  }
  const look = (): void => {
    const came = request.socket.bytesRead - seen
    seen += came
    windows = (windows ?? 0) - 1
    if (windows > 0 && (came >= LEAST_BYTES || request.readableLength > 0)) {
      next(WINDOW_MS, look)
      return
    }
    // The rest of the body is not waited for, so nothing else can come on this connection.
    response.shouldKeepAlive = false
    slow.abort(new AppError('upload_too_slow'))
    next(FAREWELL_MS, end)
  }
  const withdraw = offerTime(id, (maxBytes) => {
    if (windows === null) {
      const bytes = Math.min(maxBytes, Number(request.headers['content-length'] ?? maxBytes))
      windows = 1 + Math.ceil(bytes / AVERAGE_BYTES)
      seen = request.socket.bytesRead
      next(WINDOW_MS, look)
    }
    return slow.signal
  })
  next(BODY_MS, end)
  request.once('close', () => {
    withdraw()
    takeBack()
  })
}
