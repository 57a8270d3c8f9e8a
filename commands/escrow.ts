import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { claimState } from '@/boot/claim-state'
import { askPassphrase } from '@/commands/ask-passphrase'
import { asTyped } from '@/commands/callers-folder'
import { stateFolder } from '@/commands/require-state'
import {
  EscrowRefused,
  noteEscrow,
  openEscrow,
  proveEscrow,
  returnKeys,
  sealKeys,
  SHORTEST_PASSPHRASE,
  type EscrowContent,
} from '@/lib/backup/key-escrow'
import { fail, say } from '@/scripts/sentence.mjs'

/**
 * `innerward escrow seal FILE`: the keys of this installation in a file that a passphrase opens, read again and proved against the
 * database before it counts. `escrow check FILE`: proves a kept file against the database. `escrow open FILE`: puts lost keys
 * back, once they are proved. `--passphrase-file FILE` where there is no terminal.
 */
const SENTENCES: Record<EscrowRefused['reason'], readonly [zh: string, en: string]> = {
  passphrase: ['口令不对，或文件已损坏。', 'The passphrase is wrong, or the file is damaged.'],
  unreadable: ['这不是院内智询的密钥托管文件。', 'This is no file of sealed keys of Innerward.'],
  no_keys: ['还没有密钥。请先启动一次。', 'There are no keys yet. Start the portal once first.'],
  chain: [
    '这些密钥不属于本机的数据库：审计记录的校验码与之不符。',
    "These keys are not those of this database: its records' macs do not fit them.",
  ],
  checkpoint: [
    '这些密钥不属于本机的数据库：检查点的签名与之不符。',
    "These keys are not those of this database: its checkpoints' signature does not fit them.",
  ],
  other_keys: [
    'secrets 中已有不同的密钥，未作更改。请先把它移到别处。',
    'Other keys are in secrets already; nothing was changed. Move them away first.',
  ],
}

function readLine() {
  try {
    const options = { 'passphrase-file': { type: 'string' } } as const
    const { values, positionals } = parseArgs({ allowPositionals: true, options })
    const [action, file] = positionals
    if (positionals.length !== 2 || !file || !['seal', 'check', 'open'].includes(action ?? '')) {
      throw new Error()
    }
    return { action, file: asTyped(file), passphraseFile: values['passphrase-file'] }
  } catch {
    return fail(
      '用法：innerward escrow seal|check|open 文件 [--passphrase-file 文件]',
      'Usage: innerward escrow seal|check|open FILE [--passphrase-file FILE]',
      2,
    )
  }
}

const { action, file, passphraseFile } = readLine()
const stateDir = stateFolder()
const hasDatabase = existsSync(path.join(stateDir, 'innerward.db'))

async function read(passphrase: string): Promise<EscrowContent> {
  if (!existsSync(file)) fail(`找不到文件 ${file}。`, `There is no file ${file}.`)
  return openEscrow(readFileSync(file), passphrase)
}

function tellProof(content: EscrowContent): void {
  const { files, madeAt, signingKeyId } = content
  const count = Object.keys(files).length
  say(
    `托管于 ${madeAt}，${count} 个密钥文件，签名密钥 ${signingKeyId}。`,
    `Sealed ${madeAt}, ${count} files of keys, signing key ${signingKeyId}.`,
  )
  if (!hasDatabase) {
    say('本机没有数据库，未作对照。', 'There is no database here to hold it against.')
    return
  }
  const { records, checkpoint } = proveEscrow(content)
  say(
    `与本机数据库相符：${records} 条链记录的校验码${checkpoint ? '与检查点的签名' : ''}成立。`,
    `It fits this database: the macs of ${records} records${checkpoint ? ' and the signature of a checkpoint' : ''} hold.`,
  )
}

async function seal(): Promise<void> {
  if (existsSync(file)) fail(`${file} 已存在，未覆盖。`, `${file} is there already and was not replaced.`)
  const passphrase = await askPassphrase(passphraseFile, { fresh: true })
  if (passphrase.length < SHORTEST_PASSPHRASE) {
    fail(
      `口令至少 ${SHORTEST_PASSPHRASE} 个字符。`,
      `The passphrase must have ${SHORTEST_PASSPHRASE} characters or more.`,
    )
  }
  writeFileSync(file, await sealKeys(passphrase), { mode: 0o600, flag: 'wx' })
  tellProof(await read(passphrase))
  noteEscrow()
  say(
    `已写入 ${file}。请把文件与口令分开保管，都不要放在本机；更换密钥后再做一次。也可用 age 打开：age -d ${path.basename(file)}`,
    `Written to ${file}. Keep file and passphrase apart from each other and off this machine, and seal again after a change of keys. Debian's age opens it too: age -d ${path.basename(file)}`,
  )
}

async function open(): Promise<void> {
  const content = await read(await askPassphrase(passphraseFile, { fresh: false }))
  claimState(stateDir)
  tellProof(content)
  const back = returnKeys(content)
  say(
    `放回 ${back.length} 个密钥文件：${back.join('、') || '无（都在）'}。下一步：innerward check`,
    `${back.length} files of keys were put back: ${back.join(', ') || 'none, all are there'}. Next: innerward check`,
  )
}

try {
  if (action === 'seal') await seal()
  else if (action === 'open') await open()
  else tellProof(await read(await askPassphrase(passphraseFile, { fresh: false })))
} catch (error) {
  if (error instanceof EscrowRefused) fail(...SENTENCES[error.reason])
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) throw error
  fail(`不能写入 ${file}（${code}）。`, `${file} cannot be written (${code}).`)
}
