import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { publicKeyId, statementText, type KeyRotation } from '@/lib/audit/audit-format'
import { claimState } from '@/boot/claim-state'
import { stateFolder } from '@/commands/require-state'
import { writeFileWhole } from '@/lib/shared/write-file-whole'
import { giveUp, say } from '@/scripts/sentence.mjs'

/**
 * `npm run audit:rotate-keys`: new keys for the audit chain, for the hashes of questions and answers, and for signatures.
 * The former secrets stay beside them as `<name>.<key id>`, so that old records can be verified; deleting a former content
 * key makes its hashes unlinkable for ever. Of a former signing key the public half stays, in a statement of the change
 * that both keys sign. Run while the portal is stopped; the next start records it.
 */
const stateDir = stateFolder()
const secrets = path.join(stateDir, 'secrets')
if (!existsSync(path.join(secrets, 'audit-chain'))) {
  giveUp('还没有密钥。请先运行一次 npm start。', 'There are no keys yet. Run npm start once first.')
}
claimState(stateDir)

const keyId = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 8)
for (const name of ['audit-chain', 'audit-content']) {
  const file = path.join(secrets, name)
  const former = keyId(readFileSync(file, 'utf8').trim())
  const next = randomBytes(32).toString('hex')
  // The former key is on disk under its own name before the new one takes this one.
  writeFileWhole(path.join(secrets, `${name}.${former}`), readFileSync(file))
  writeFileWhole(file, `${next}\n`)
  say(`${name}：${former} → ${keyId(next)}`, `${name}: ${former} -> ${keyId(next)}`)
}

/** The statement is on disk before the new key takes the name: one that was never used names a key that signed nothing. */
function rotateSigningKey(): void {
  const file = path.join(secrets, 'audit-signing.pem')
  const rotationsFile = path.join(secrets, 'audit-signing-rotations.json')
  const pemOf = (key: KeyObject): string =>
    createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
  const former = createPrivateKey(readFileSync(file, 'utf8'))
  const { privateKey: next } = generateKeyPairSync('ed25519')
  const [formerPublicKey, publicKey] = [pemOf(former), pemOf(next)] as const
  const statement = {
    formerKeyId: publicKeyId(formerPublicKey),
    formerPublicKey,
    keyId: publicKeyId(publicKey),
    publicKey,
    at: new Date().toISOString(),
  }
  const signed = (key: KeyObject): string =>
    sign(null, Buffer.from(statementText('rotation', statement)), key).toString('base64')
  const rotations = existsSync(rotationsFile)
    ? (JSON.parse(readFileSync(rotationsFile, 'utf8')) as KeyRotation[])
    : []
  const rotation = { ...statement, formerSignature: signed(former), signature: signed(next) }
  writeFileWhole(rotationsFile, `${JSON.stringify([...rotations, rotation], null, 2)}\n`)
  writeFileWhole(file, next.export({ type: 'pkcs8', format: 'pem' }))
  const { formerKeyId, keyId } = statement
  say(`audit-signing：${formerKeyId} → ${keyId}`, `audit-signing: ${formerKeyId} -> ${keyId}`)
}
rotateSigningKey()
say(
  '密钥已更换。旧密钥保留在旁，用于验证旧记录。请把新公钥（「审计」页）另存一份，并重新托管密钥：innerward escrow seal 文件。下一步：npm start',
  'The keys are changed. The former ones are kept beside them to verify old records. Keep a copy of the new public key (audit page) elsewhere, and seal the keys again: innerward escrow seal FILE. Next: npm start',
)
