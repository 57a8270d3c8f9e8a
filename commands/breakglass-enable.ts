import { renderUnicodeCompact } from 'uqr'
import { enableAccount } from '@/lib/auth/break-glass/enable-account'
import { db } from '@/lib/db/client'
import { requireState } from '@/commands/require-state'
import { say } from '@/scripts/sentence.mjs'

/**
 * `npm run breakglass:enable`: switches the emergency account on, also while the portal runs, and prints its password
 * and one-time-code secret, once. Running it again replaces both and ends the account's sessions.
 */
requireState()
const { password, address } = await enableAccount()
say('\n应急账号已启用。以下内容只显示这一次：', 'The emergency account is on. This is shown only once:')
process.stdout.write(`\n  ${password}\n\n${renderUnicodeCompact(address)}\n\n  ${address}\n\n`)
say(
  '用身份验证器扫描上面的二维码；把密码封存在信封中，与验证器分开保管。',
  'Scan the code with an authenticator app; seal the password in an envelope and keep the two apart.',
)
say(
  '权限：系统管理与安全管理。不能提问，不能查看或导出审计，不能批准双人审批。登录 30 分钟后自动结束，每次使用记入审计并以红色提示。',
  'Rights: system and security administration. It cannot ask the model, read or export the audit trail, or approve for four eyes. A session ends after 30 minutes; each use is audited and shown in red.',
)
say(
  '下一步：在登录页选择「应急账号登录」。用完后运行 npm run breakglass:disable',
  'Next: choose the emergency account on the sign-in page. Afterwards run npm run breakglass:disable',
)
await (await db()).$disconnect()
