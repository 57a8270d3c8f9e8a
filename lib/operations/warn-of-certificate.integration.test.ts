import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { warnOfCertificate } from '@/lib/operations/warn-of-certificate'
import { createAuthority, createCertificate } from '@/lib/testing/certificates'
import { installLog, resetProcess } from '@/lib/testing/process-parts'
import { setTestEnv } from '@/lib/testing/test-state'

const DAY = 24 * 60 * 60 * 1000
let dir: string
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'innerward-certificate-'))
  const authority = createAuthority(dir, 'authority')
  const { certFile } = createCertificate(dir, { authority, host: 'own.test', days: 90 })
  setTestEnv({ TLS_CERT_FILE: certFile, NEXTAUTH_URL: 'https://own.test' })
})
afterAll(() => {
  setTestEnv({ TLS_CERT_FILE: undefined, NEXTAUTH_URL: undefined })
  resetProcess('logger')
  rmSync(dir, { recursive: true })
})

test.each([
  ['long before its end', 1, 'https://own.test', []],
  ['three weeks before', 70, 'https://own.test', ['the certificate of the portal ends soon']],
  ['under another name', 1, 'https://other.test', ['the certificate of the portal is for another name']],
])('the own certificate %s', (_, days, address, messages) => {
  setTestEnv({ NEXTAUTH_URL: address })
  const lines = installLog()
  warnOfCertificate(Date.now() + days * DAY)
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(messages)
})
