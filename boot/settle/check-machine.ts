import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { giveUp } from '@/scripts/sentence.mjs'

const FEWEST_FILES = 2048

/** Secrets must be whole and readable by their owner alone. Gives up with the command that mends them. */
export function checkSecrets(stateDir: string): void {
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

/** A thousand connections, the model's files and the database must fit into the limit of open files. */
export function checkFileLimit(): void {
  if (!existsSync('/proc/self/limits')) return
  const [, , hard] = /^Max open files\s+(\S+)\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
  if (hard === undefined || hard === 'unlimited' || Number(hard) >= FEWEST_FILES) return
  giveUp(
    `可打开的文件数上限为 ${hard}，至少需要 ${FEWEST_FILES}。请以 ulimit -n 或 systemd 的 LimitNOFILE 提高。`,
    `The limit of open files is ${hard}; at least ${FEWEST_FILES} are needed. Raise it with ulimit -n or LimitNOFILE of systemd.`,
  )
}
