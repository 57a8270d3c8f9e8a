import { once } from 'node:events'
import net from 'node:net'
import { closing, within } from '../lib/testing/wait'
import { expect, modelReady, signInOverHttp, test } from './portal'

const nonceOf = (policy: string | undefined) => /'nonce-([^']+)'/.exec(policy ?? '')?.[1]

test('every page names its own scripts and forbids the rest', async ({ request }) => {
  const first = await request.get('/login')
  const policy = first.headers()['content-security-policy'] ?? ''
  for (const part of [
    "default-src 'none'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ]) {
    expect(policy).toContain(part)
  }
  expect(policy).not.toMatch(/unsafe-(inline|eval)/)
  const scripts = [...(await first.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
  expect(scripts.length).toBeGreaterThan(0)
  for (const tag of scripts) expect(tag).toContain(`nonce="${nonceOf(policy) ?? 'none'}"`)
  expect(nonceOf((await request.get('/login')).headers()['content-security-policy'])).not.toBe(
    nonceOf(policy),
  )
})

test('headers that a browser must not choose never reach the page', async ({ request }) => {
  const headers = { 'Content-Security-Policy': "script-src 'nonce-mine'", 'X-Nonce': 'mine' }
  const answer = await request.get('/login', { headers })
  expect(answer.headers()['content-security-policy']).not.toContain('mine')
  expect(await answer.text()).not.toContain('nonce="mine"')
})

test('an answer may not be sniffed, cached, framed, or read by another site', async ({ request }) => {
  await signInOverHttp(request, 'doctor.li')
  for (const path of ['/consult', '/api/session']) {
    const headers = (await request.get(path, { headers: { Origin: 'http://evil.test' } })).headers()
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['cache-control']).toContain('no-store')
    expect(Object.keys(headers).filter((name) => /^access-control-|^x-powered-by$/.test(name))).toEqual([])
  }
})

test('nothing but the portal is served', async ({ request }) => {
  const paths = [
    '/.git/config',
    '/package.json',
    '/var/innerward.db',
    '/models/catalogue.json',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
  ]
  for (const path of paths) expect((await request.get(path)).status(), path).toBe(404)
  const html = await (await request.get('/login')).text()
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(html)?.[1] ?? ''
  expect((await request.get(script)).status()).toBe(200)
  expect((await request.get(`${script}.map`)).status()).toBe(404)
  for (const method of ['TRACE', 'PATCH', 'PROPFIND']) {
    expect((await request.fetch('/', { method })).status(), method).toBe(405)
  }
})

test('bodies that are too large, too deep or not text are refused and the portal lives on', async ({
  request,
}) => {
  await modelReady(request)
  await signInOverHttp(request, 'doctor.li')
  const headers = { 'Content-Type': 'application/json' }
  const send = async (data: Buffer | string) =>
    (await request.post('/api/consult/runs', { headers, data })).status()
  expect(await send(JSON.stringify({ question: 'x'.repeat(10 * 1024 * 1024) }))).toBe(413)
  expect(await send(`{"question":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)).toBe(400)
  expect(await send(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))).toBe(400)
  expect(await send('{"question":"\\ud800"}')).toBeLessThan(500)
  expect((await request.get('/api/session')).status()).toBe(200)
})

test('a sender of one byte a second is cut off', async ({ baseURL }) => {
  const socket = net.connect(Number(new URL(baseURL ?? '').port), '127.0.0.1')
  await once(socket, 'connect')
  const closed = closing(socket)
  socket.write('GET /login HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
  const drip = setInterval(() => socket.write('a'), 1000)
  socket.resume()
  await within('the portal to cut the connection', closed)
  clearInterval(drip)
  expect(socket.destroyed).toBe(true)
})

test('metrics are for this machine, and not for who comes through a proxy on it', async ({ request }) => {
  const read = await request.get('/api/metrics')
  expect(read.status()).toBe(200)
  expect(await read.text()).toContain('# TYPE innerward_engine_ready gauge')
  const proxied = await request.get('/api/metrics', { headers: { 'x-forwarded-for': '10.1.2.3' } })
  expect(proxied.status()).toBe(401)
})

test('whoever has not signed in is sent no text of the administration', async ({ request }) => {
  const html = await (await request.get('/login')).text()
  expect(html).toContain('请使用医院账号')
  for (const text of ['双人审批', '密钥', '审计保留', '批量提取']) expect(html).not.toContain(text)
})
