import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import tls from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServer } from '@/boot/serving/create-server'
import { createAuthority, createCertificate, type Certificate } from '@/lib/testing/certificates'
import { setTestEnv } from '@/lib/testing/test-state'

let dir: string
let first: Certificate
let next: Certificate
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'innerward-server-'))
  const authority = createAuthority(dir, 'authority')
  first = createCertificate(dir, { authority, host: 'first.test' })
  next = createCertificate(dir, { authority, host: 'next.test' })
})
afterAll(() => {
  setTestEnv({ TLS_CERT_FILE: undefined, TLS_KEY_FILE: undefined })
  rmSync(dir, { recursive: true })
})

/** The name for which the server proves itself now. */
async function provenName(port: number): Promise<string | undefined> {
  const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const name = socket.getPeerCertificate().subjectaltname
  socket.destroy()
  return name
}

test('a reload takes the certificate that lies there now, and keeps the former one where that is none', async () => {
  const [cert, key] = [path.join(dir, 'own.pem'), path.join(dir, 'own.key')]
  const put = ({ certFile, keyFile }: Certificate): void => {
    copyFileSync(certFile, cert)
    copyFileSync(keyFile, key)
  }
  put(first)
  setTestEnv({ TLS_CERT_FILE: cert, TLS_KEY_FILE: key })
  const { server, reload } = createServer((_, response) => response.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  expect(await provenName(port)).toContain('first.test')
  put(next)
  expect(await provenName(port)).toContain('first.test')
  reload()
  expect(await provenName(port)).toContain('next.test')
  writeFileSync(cert, 'no certificate')
  expect(reload).toThrow()
  expect(await provenName(port)).toContain('next.test')
  server.close()
})
