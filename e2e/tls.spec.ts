import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import https from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import tls from 'node:tls'
import { chromium, expect, test } from '@playwright/test'
import { createAuthority, createCertificate } from '../lib/testing/certificates'
import { OwnPortal } from './own-portal'
import { CHROMIUM } from './places'

test.describe.configure({ mode: 'serial' })

const HOST = 'innerward.test'
const portal = new OwnPortal('tls', 4)
const port = Number(new URL(portal.baseURL).port)
const dir = mkdtempSync(path.join(tmpdir(), 'innerward-tls-'))
let ca = ''

test.beforeAll(async () => {
  const authority = createAuthority(dir, 'authority')
  const { certFile, keyFile } = createCertificate(dir, { authority, host: HOST })
  ca = readFileSync(authority.certFile, 'utf8')
  await portal.start(
    { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile, NEXTAUTH_URL: `https://${HOST}:${port}` },
    {
      ready: async () => (await get('/api/health').catch(() => null))?.body.includes('"ready"') ?? false,
    },
  )
})
test.afterAll(async () => {
  await portal.stop()
  rmSync(dir, { recursive: true })
})

interface Answer {
  headers: Record<string, string | string[] | undefined>
  body: string
}
/** Asks as a browser that trusts the hospital's authority and knows the portal by its name. */
function get(url: string): Promise<Answer> {
  const options = {
    host: '127.0.0.1',
    port,
    path: url,
    servername: HOST,
    ca,
    agent: false,
    headers: { host: `${HOST}:${port}` },
  }
  return new Promise((resolve, reject) => {
    https
      .get(options, (answer) => {
        let body = ''
        answer.setEncoding('utf8').on('data', (text: string) => (body += text))
        answer.on('end', () => resolve({ headers: answer.headers, body }))
      })
      .on('error', reject)
  })
}

const handshake = (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') =>
  new Promise<string>((resolve) => {
    const ciphers = 'DEFAULT@SECLEVEL=0'
    const options = {
      host: '127.0.0.1',
      port,
      servername: HOST,
      ca,
      minVersion: version,
      maxVersion: version,
      ciphers,
    }
    const socket = tls.connect(options, () => {
      resolve(socket.getProtocol() ?? 'none')
      socket.destroy()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'refused'))
  })

test('with the certificate of the hospital it speaks TLS 1.2 and 1.3, and nothing older', async () => {
  expect(await handshake('TLSv1.2')).toBe('TLSv1.2')
  expect(await handshake('TLSv1.3')).toBe('TLSv1.3')
  expect(await handshake('TLSv1.1')).not.toBe('TLSv1.1')
  const plain = await fetch(`http://127.0.0.1:${port}/login`).then(
    () => 'answered',
    () => 'refused',
  )
  expect(plain).toBe('refused')
})

test('cookies are bound to this host and to encryption, and browsers are told to stay with it', async () => {
  const { headers, body } = await get('/api/auth/csrf')
  expect(headers['strict-transport-security']).toBe('max-age=31536000')
  expect(String(headers['set-cookie'])).toMatch(/^__Host-next-auth\.csrf-token=.*; Secure/i)
  const { csrfToken } = JSON.parse(body) as { csrfToken: string }
  const jar = String(headers['set-cookie']).split(';')[0] ?? ''
  const form = new URLSearchParams({ csrfToken, username: 'doctor.li', password: 'Ward-2026!', json: 'true' })
  const cookies = await new Promise<string>((resolve, reject) => {
    const options = {
      method: 'POST',
      host: '127.0.0.1',
      port,
      path: '/api/auth/callback/credentials',
      servername: HOST,
      ca,
      agent: false,
      headers: { host: `${HOST}:${port}`, cookie: jar, 'content-type': 'application/x-www-form-urlencoded' },
    }
    https
      .request(options, (answer) => resolve(String(answer.resume().headers['set-cookie'])))
      .on('error', reject)
      .end(form.toString())
  })
  expect(cookies).toMatch(/__Host-innerward=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax/i)
})

test('what is kept for when the portal cannot be reached is one page, its style and its icon', async () => {
  // A service worker wants a certificate that the browser trusts; this browser trusts all and knows the name.
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--ignore-certificate-errors', `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
  })
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`https://${HOST}:${port}/login`)
  const kept = await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(kept.sort()).toEqual(['/icon.svg', '/offline.css', '/offline.html'])
  // A second page comes by way of the worker, and nothing is kept of it.
  await page.goto(`https://${HOST}:${port}/login?ended`)
  const entries = () => page.evaluate(async () => (await (await caches.open('offline-1')).keys()).length)
  expect(await entries()).toBe(3)
  await context.setOffline(true)
  await page.goto(`https://${HOST}:${port}/consult`)
  await expect(page.getByRole('heading', { name: '无法连接到院内智询' })).toBeVisible()
  await context.setOffline(false)
  await browser.close()
})

test('a check with openssl agrees', () => {
  const args = [
    's_client',
    '-connect',
    `127.0.0.1:${port}`,
    '-servername',
    HOST,
    '-CAfile',
    path.join(dir, 'authority.pem'),
    '-verify_return_error',
    '-brief',
  ]
  const { stderr } = spawnSync('openssl', args, { input: '', encoding: 'utf8' })
  expect(stderr).toContain('Verification: OK')
})
