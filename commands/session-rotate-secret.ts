import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { claimState } from '@/boot/claim-state'
import { stateFolder } from '@/commands/require-state'
import { writeFileWhole } from '@/lib/shared/write-file-whole'
import { fail, say } from '@/scripts/sentence.mjs'

/**
 * `npm run session:rotate-secret`: a new secret for the session cookies, for example after a copy of the old one may have
 * been taken. Every cookie is dead from then on and everybody signs in again. Run while the portal is stopped.
 */
const stateDir = stateFolder()
const file = path.join(stateDir, 'secrets', 'session')
if (!existsSync(file)) {
  fail('还没有密钥。请先运行一次 npm start。', 'There are no keys yet. Run npm start once first.')
}
claimState(stateDir)
writeFileWhole(file, `${randomBytes(32).toString('hex')}\n`)
say(
  '会话密钥已更换，所有登录已失效。下一步：npm start（会记录这次更换）',
  'The session secret is changed and every sign-in is void. Next: npm start, which records the change.',
)
