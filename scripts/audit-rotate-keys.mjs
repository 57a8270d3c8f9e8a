import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { claimState } from './claim-state.mjs'
import { giveUp, say } from './sentence.mjs'

/**
 * `npm run audit:rotate-keys`: new keys for the audit chain and for the hashes of questions and answers. The former ones
 * stay beside them as `<name>.<key id>`, so that old records can be verified; deleting a former content key makes its
 * hashes unlinkable for ever. Run while the portal is stopped; the next start records it.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const stateDir = path.resolve(root, process.env.STATE_DIR || 'var')
const secrets = path.join(stateDir, 'secrets')
if (!existsSync(path.join(secrets, 'audit-chain'))) {
  giveUp('还没有密钥。请先运行一次 npm start。', 'There are no keys yet. Run npm start once first.')
}
await claimState(stateDir)

const keyId = (key) => createHash('sha256').update(key).digest('hex').slice(0, 8)
for (const name of ['audit-chain', 'audit-content']) {
  const file = path.join(secrets, name)
  const former = keyId(readFileSync(file, 'utf8').trim())
  const next = randomBytes(32).toString('hex')
  // The new key is complete on disk before it takes the name, so that a crash leaves one of the two.
  writeFileSync(`${file}.next`, `${next}\n`, { mode: 0o600 })
  writeFileSync(path.join(secrets, `${name}.${former}`), readFileSync(file), { mode: 0o600 })
  renameSync(`${file}.next`, file)
  say(`${name}：${former} → ${keyId(next)}`, `${name}: ${former} -> ${keyId(next)}`)
}
say(
  '密钥已更换。旧密钥保留在旁，用于验证旧记录。下一步：npm start',
  'The keys are changed. The former ones are kept beside them to verify old records. Next: npm start',
)
