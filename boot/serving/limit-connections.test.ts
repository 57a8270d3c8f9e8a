import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConnectionLimits } from '@/boot/serving/limit-connections'

const PROXY = '127.0.0.9'
let server: http.Server
let port: number
let held: http.ServerResponse[]
let sockets: net.Socket[]

beforeEach(async () => {
  held = []
  sockets = []
  const limits = new ConnectionLimits({ perAddress: 4, inAll: 8, isProxy: (address) => address === PROXY })
  server = http.createServer((request, response) => {
    const address = String(request.headers['x-test-client'] ?? request.socket.remoteAddress)
    if (!limits.admit(request, response, address)) response.writeHead(429).end()
    else if (request.url === '/held') {
      response.write('held')
      held.push(response)
    } else response.end('served')
  })
  limits.watch(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  server.closeAllConnections()
  server.close()
})

/** An open connection from an address of this machine that says nothing. */
async function idle(localAddress: string): Promise<net.Socket> {
  const socket = net.connect({ port, host: '127.0.0.1', localAddress })
  socket.on('error', () => undefined)
  sockets.push(socket)
  await once(socket, 'connect')
  return socket
}
function ask(localAddress: string, path = '/', headers: http.OutgoingHttpHeaders = {}): Promise<string> {
  return new Promise((resolve) => {
    const options = { port, host: '127.0.0.1', localAddress, path, headers, agent: false }
    const request = http.get(options, (answer) => {
      answer.on('error', () => undefined)
      resolve(String(answer.statusCode))
      answer.resume()
    })
    request.on('socket', (socket) => sockets.push(socket))
    request.on('error', () => resolve('closed'))
  })
}
const openNow = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)))

test('idle connections of one address stop neither another address nor its own requests', async () => {
  for (let n = 0; n < 50; n++) await idle('127.0.0.2')
  expect(await ask('127.0.0.3')).toBe('200')
  expect(await ask('127.0.0.2')).toBe('200')
  await expect.poll(openNow).toBeLessThanOrEqual(5)
})

test('connections at work are never closed for a new one, which is refused instead', async () => {
  for (let n = 0; n < 4; n++) await ask('127.0.0.2', '/held')
  expect(await ask('127.0.0.2')).toBe('closed')
  expect(held.every((response) => !response.destroyed)).toBe(true)
  expect(await ask('127.0.0.3')).toBe('200')
})

test('idle connections of many addresses make room for one more', async () => {
  for (let n = 2; n < 8; n++) for (let m = 0; m < 3; m++) await idle(`127.0.0.${n}`)
  expect(await ask('127.0.0.10')).toBe('200')
})

test('a trusted proxy has no bound of connections, and what it forwards counts by the address it names', async () => {
  const from = (client: string) => ({ 'x-test-client': client })
  for (let n = 0; n < 4; n++) expect(await ask(PROXY, '/held', from('10.0.0.1'))).toBe('200')
  expect(await ask(PROXY, '/', from('10.0.0.1'))).toBe('429')
  expect(await ask(PROXY, '/held', from('10.0.0.2'))).toBe('200')
  expect(await ask(PROXY, '/held', from('10.0.0.2'))).toBe('200')
})
