import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { giveUp } from './sentence.mjs'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const FEWEST_FILES = 2048

/** Secrets must be whole and readable by their owner alone. Gives up with the command that mends them. */
export function checkSecrets(stateDir) {
  const folder = path.join(stateDir, 'secrets')
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    if ((statSync(file).mode & 0o077) !== 0) {
      giveUp(
        `密钥文件 ${file} 可被他人读取。请运行 chmod 600 ${file}，并考虑更换密钥。`,
        `The secret ${file} can be read by others. Run chmod 600 ${file}, and consider changing the keys.`,
      )
    }
    const hex = /^(session|emergency|audit-chain|audit-content)(\.|$)/.test(name)
    const value = readFileSync(file, 'utf8').trim()
    if (hex && (!/^[0-9a-f]{64,}$/.test(value) || /^(.)\1*$/.test(value))) {
      giveUp(
        `密钥文件 ${file} 已损坏或过短。请从另行保管的密钥副本恢复。`,
        `The secret ${file} is damaged or too short. Restore it from where the keys are kept.`,
      )
    }
  }
}

/** With a hospital's directory the address must be known, and passwords not cross the network in clear undecided. */
export function checkAddress({ address, directory, allowHttp }) {
  if (!address && !directory) return
  if (!address) {
    giveUp(
      '已配置医院目录，但未设置 NEXTAUTH_URL。请设为用户访问的地址，例如 https://innerward.hospital.internal',
      'A hospital directory is configured but NEXTAUTH_URL is not. Set it to the address users type, for example https://innerward.hospital.internal',
    )
  }
  if (!URL.canParse(address)) {
    giveUp(
      `NEXTAUTH_URL 不是有效的地址：请写成 https://innerward.hospital.internal 的形式。`,
      `NEXTAUTH_URL is not an address: write it like https://innerward.hospital.internal.`,
    )
  }
  const { protocol, hostname } = new URL(address)
  if (protocol === 'https:' || LOOPBACK.includes(hostname) || allowHttp) return
  giveUp(
    `${address} 未加密，密码与病例可被窃听。请改用 https（TLS_CERT_FILE 与 TLS_KEY_FILE）；确需明文时设 ALLOW_HTTP=on，每页将以红色提示管理员。`,
    `${address} is not encrypted: passwords and cases can be overheard. Use https (TLS_CERT_FILE and TLS_KEY_FILE), or set ALLOW_HTTP=on, which warns administrators in red on every page.`,
  )
}

/** The certificate of the hospital must be readable, in force, and belong to its key. */
export function checkCertificate({ certFile, keyFile }) {
  if (!certFile && !keyFile) return
  if (!certFile || !keyFile || !existsSync(certFile) || !existsSync(keyFile)) {
    giveUp(
      'TLS_CERT_FILE 与 TLS_KEY_FILE 须同时设置，且文件存在。',
      'TLS_CERT_FILE and TLS_KEY_FILE must both be set and the files must exist.',
    )
  }
  try {
    const certificate = new X509Certificate(readFileSync(certFile))
    if (!certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile)))) throw new Error('another key')
    if (Date.parse(certificate.validTo) > Date.now()) return
  } catch {
    giveUp(
      `证书 ${certFile} 无法读取，或与私钥 ${keyFile} 不匹配。请向信息科索取 PEM 格式的证书与私钥。`,
      `The certificate ${certFile} cannot be read or does not belong to the key ${keyFile}. Ask for both in PEM form.`,
    )
  }
  giveUp(`证书 ${certFile} 已过期。请更换证书。`, `The certificate ${certFile} has expired. Replace it.`)
}

/** A thousand connections, the model's files and the database must fit into the limit of open files. */
export function checkFileLimit() {
  if (!existsSync('/proc/self/limits')) return
  const [, , hard] = /^Max open files\s+(\S+)\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
  if (hard === undefined || hard === 'unlimited' || Number(hard) >= FEWEST_FILES) return
  giveUp(
    `可打开的文件数上限为 ${hard}，至少需要 ${FEWEST_FILES}。请以 ulimit -n 或 systemd 的 LimitNOFILE 提高。`,
    `The limit of open files is ${hard}; at least ${FEWEST_FILES} are needed. Raise it with ulimit -n or LimitNOFILE of systemd.`,
  )
}
