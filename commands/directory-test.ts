import { checkDirectory } from '@/commands/check/check-directory'
import { findingsText } from '@/commands/check/print-findings'
import { requireState, stateFolder } from '@/commands/require-state'
import { contentHash } from '@/lib/audit/content-hash'
import { recordAlone } from '@/lib/audit/record-event'
import { canonicalUsername } from '@/lib/auth/canonical-username'
import { operationsEvents } from '@/lib/operations/events'
import { db } from '@/lib/db/client'
import { fail } from '@/scripts/sentence.mjs'
import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * `innerward directory test [NAME]`: what a sign-in does with each directory server, step by step, without the person's password;
 * also before the first start, and while nobody can sign in. With a name it tells what that person would get, and is recorded
 * like the test on the page.
 */
const [username = '', ...others] = process.argv.slice(2)
if (others.length > 0 || username.startsWith('-')) {
  fail('用法：innerward directory test [登录名]', 'Usage: innerward directory test [NAME]', 2)
}
const started = existsSync(path.join(stateFolder(), 'innerward.db'))
if (started) {
  requireState()
  const nameHmac = username === '' ? null : contentHash('typed', canonicalUsername(username) ?? username)
  await recordAlone({
    event: operationsEvents['directory.tested'],
    outcome: 'asked',
    actor: null,
    detail: { nameHmac },
  })
} else if (username !== '') {
  fail(
    '首次启动之前不能以某人测试：请先启动一次，或不带登录名运行。',
    'Nobody can be tried before the first start: start the portal once, or leave the name out.',
  )
}
const findings = await checkDirectory(username)
process.stdout.write(findingsText(findings))
if (started) await (await db()).$disconnect()
process.exitCode = findings.some(({ state }) => state === 'fail') ? 1 : 0
