import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'

export interface Certificate {
  certFile: string
  keyFile: string
}

const openssl = (...args: string[]): void => {
  execFileSync('openssl', args, { stdio: 'ignore' })
}

/** A certificate authority of its own in a folder. */
export function createAuthority(dir: string, name: string): Certificate {
  const files = { certFile: path.join(dir, `${name}.pem`), keyFile: path.join(dir, `${name}.key`) }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', files.keyFile]
  openssl('req', '-x509', ...key, '-out', files.certFile, '-subj', `/CN=${name}`, '-days', '2')
  return files
}

/** A certificate for a host name, signed by an authority; one of 0 days is over a second after it was made. */
export function createCertificate(
  dir: string,
  { authority, host, days = 1 }: { authority: Certificate; host: string; days?: number },
): Certificate {
  const stem = path.join(dir, `${host}-${days}`)
  const files = { certFile: `${stem}.pem`, keyFile: `${stem}.key` }
  const request = `${stem}.csr`
  const names = `${stem}.ext`
  writeFileSync(names, `subjectAltName=DNS:${host}\n`)
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', files.keyFile]
  openssl('req', '-new', ...key, '-subj', `/CN=${host}`, '-out', request)
  const sign = ['-CA', authority.certFile, '-CAkey', authority.keyFile, '-CAcreateserial', '-extfile', names]
  openssl('x509', '-req', '-in', request, ...sign, '-days', String(days), '-out', files.certFile)
  return files
}
