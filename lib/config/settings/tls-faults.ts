import 'server-only'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { faultOf, type GivenSettings, type SettingFault } from '@/lib/config/settings/fault'
import { secretFileFault } from '@/lib/config/settings/file-faults'

const BOTH = ['TLS_CERT_FILE', 'TLS_KEY_FILE'] as const

function readable(name: string, file: string): SettingFault[] {
  try {
    if (existsSync(file)) {
      readFileSync(file)
      return []
    }
  } catch {
    // A folder, or a file of somebody else.
  }
  return [faultOf(name, ['所指的文件不存在或无法读取', 'names a file that does not exist or cannot be read'])]
}

const ENCRYPTED = [
  '所指的私钥有口令。请去除后再用：openssl pkey -in 私钥 -out 新文件，权限设为 600',
  'names a key with a passphrase. Take it off: openssl pkey -in KEY -out NEW_FILE, with mode 600',
] as const

/** Why browsers refuse a certificate today; null where they do not. */
function timeFault({ validFrom, validTo }: X509Certificate): readonly [zh: string, en: string] | null {
  if (Date.parse(validTo) <= Date.now()) {
    return ['所指的证书已过期，请更换', 'names a certificate that has expired']
  }
  if (Date.parse(validFrom) <= Date.now()) return null
  const from = new Date(validFrom).toISOString().slice(0, 10)
  return [
    `所指的证书 ${from} 才生效。请核对本机时间`,
    `names a certificate that holds from ${from} on. Check the clock of this machine`,
  ]
}

function pairFaults(certFile: string, keyFile: string): SettingFault[] {
  const key = readFileSync(keyFile, 'utf8')
  if (/^-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(key)) return [faultOf('TLS_KEY_FILE', ENCRYPTED)]
  const unkept = secretFileFault(keyFile)
  const kept = unkept ? [faultOf('TLS_KEY_FILE', unkept)] : []
  try {
    const certificate = new X509Certificate(readFileSync(certFile))
    if (!certificate.checkPrivateKey(createPrivateKey(key))) throw new Error('another key')
    const untimely = timeFault(certificate)
    return untimely ? [...kept, faultOf('TLS_CERT_FILE', untimely)] : kept
  } catch {
    const zh = '证书无法读取，或与私钥不匹配。请向信息科索取 PEM 格式的证书与私钥'
    const en = 'the certificate cannot be read or does not belong to the key. Ask for both in PEM form'
    return [...kept, { names: BOTH, zh, en }]
  }
}

/** What is wrong with the certificate of the hospital and its key: they must be readable, in force, and belong together. */
export function tlsFaults({ TLS_CERT_FILE, TLS_KEY_FILE }: GivenSettings): SettingFault[] {
  if (TLS_CERT_FILE === undefined || TLS_KEY_FILE === undefined) return []
  const missing = [...readable('TLS_CERT_FILE', TLS_CERT_FILE), ...readable('TLS_KEY_FILE', TLS_KEY_FILE)]
  return missing.length > 0 ? missing : pairFaults(TLS_CERT_FILE, TLS_KEY_FILE)
}
