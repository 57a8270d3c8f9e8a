import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { boundBody } from '@/boot/serving/bound-bodies'
import { piecesOf } from '@/lib/http/body-time'
import { closing } from '@/lib/testing/wait'

const KIB = 1024
const MIB = 1024 * KIB

let server: http.Server
let socket: net.Socket
/** Work that waits for its time, which this test lets come. */
let due: (() => void) | null
let requests: http.IncomingMessage[]
let responses: http.ServerResponse[]
/** How each request ended: bytes that the route read, or the code of the error. */
let ends: Promise<string | number>[]

/** As a route does that takes bodies up to so many bytes. */
async function read(request: http.IncomingMessage, maxBytes: number): Promise<string | number> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      request.on('data', (piece: Buffer) => controller.enqueue(piece))
      request.on('end', () => controller.close())
      request.on('error', () => controller.error(new Error('cut')))
    },
  })
  const headers = { 'x-innerward-request': String(request.headers['x-innerward-request']) }
  const sent = { method: 'POST', body, headers, duplex: 'half' }
  const asked = new Request('http://localhost/', sent)
  let bytes = 0
  try {
    for await (const piece of piecesOf(asked, maxBytes)) bytes += piece.byteLength
    return bytes
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).message
  }
}

beforeEach(async () => {
  due = null
  requests = []
  responses = []
  ends = []
  server = http.createServer({ requestTimeout: 0 }, (request, response) => {
    boundBody(request, response, (_, work) => {
      due = work
      return () => (due = null)
    })
    requests.push(request)
    responses.push(response)
    const end = read(request, Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('max')))
    ends.push(end)
    void end.then((told) => response.end(String(told)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
})
afterEach(() => {
  socket.destroy()
  server.close()
})

async function begin(maxBytes: number, length: number): Promise<http.IncomingMessage> {
  socket.write(`POST /?max=${maxBytes} HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`)
  await expect.poll(() => requests.length).toBe(1)
  return requests[0] as http.IncomingMessage
}
/** Sends so many bytes more, and waits until they are there. */
async function send(request: http.IncomingMessage, bytes: number): Promise<void> {
  const before = request.socket.bytesRead
  socket.write(Buffer.alloc(bytes))
  await expect.poll(() => request.socket.bytesRead).toBeGreaterThanOrEqual(before + bytes)
}
const timePasses = (): void => due?.()

test('an ordinary body that is not there in its time is cut off, however it drips', async () => {
  const request = await begin(64 * KIB, 1000)
  await send(request, 900)
  const closed = closing(socket)
  socket.resume()
  timePasses()
  await closed
  expect(await ends[0]).toBe('cut')
})

test('a large body goes on while it gets on, and arrives whole', async () => {
  const request = await begin(50 * MIB, 10 * MIB)
  for (let sent = 0; sent < 9 * MIB; sent += 512 * KIB) {
    await send(request, 512 * KIB)
    timePasses()
  }
  await send(request, MIB)
  expect(await ends[0]).toBe(10 * MIB)
  expect(due).toBe(null)
})

test('a large body that stands still or trickles is told so, and then cut off', async () => {
  const request = await begin(50 * MIB, 50 * MIB)
  await send(request, 512 * KIB)
  timePasses()
  await send(request, 32 * KIB)
  const answered = once(socket, 'data')
  timePasses()
  const [told] = (await answered) as [Buffer]
  expect(String(told)).toMatch(/Connection: close[\s\S]*upload_too_slow/)
  expect(await ends[0]).toBe('upload_too_slow')
})

test('what just gets on does not go on for ever: its size bounds its time', async () => {
  const request = await begin(50 * MIB, 3 * MIB)
  // 3 MiB in windows of 320 KiB on average are ten windows, and the one in which it began.
  for (let window = 0; window < 10; window += 1) {
    await send(request, 70 * KIB)
    timePasses()
    expect(responses[0]?.shouldKeepAlive).toBe(true)
  }
  await send(request, 70 * KIB)
  timePasses()
  expect(await ends[0]).toBe('upload_too_slow')
})

test('a sender who gives no length has no more time than the largest body that the route takes', async () => {
  socket.write(`POST /?max=${128 * KIB} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n`)
  await expect.poll(() => requests.length).toBe(1)
  timePasses()
  expect(await ends[0]).toBe('upload_too_slow')
})
