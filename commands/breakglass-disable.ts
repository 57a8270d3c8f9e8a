import { disableAccount } from '@/lib/auth/break-glass/disable-account'
import { db } from '@/lib/db/client'
import { requireState } from '@/commands/require-state'
import { say } from '@/scripts/sentence.mjs'

/** `npm run breakglass:disable`: switches the emergency account off, also while the portal runs, and ends its sessions. */
requireState()
if (await disableAccount()) {
  say('应急账号已停用，其会话已结束。', 'The emergency account is off and its sessions have ended.')
} else say('应急账号本来就未启用。', 'The emergency account was off already.')
await (await db()).$disconnect()
