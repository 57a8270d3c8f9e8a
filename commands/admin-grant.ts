import { parseArgs } from 'node:util'
import { requireState } from '@/commands/require-state'
import { FirstAdminRefused, grantFirstAdmin } from '@/lib/auth/grant-first-admin'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { fail, say } from '@/scripts/sentence.mjs'

/**
 * `innerward admin grant --first NAME`: makes a person of the directory the first security administrator, once, also while the
 * portal runs. All further rights are given on the pages, by this person.
 */
const SENTENCES: Record<FirstAdminRefused['reason'], readonly [zh: string, en: string]> = {
  name: ['这不是可以使用的登录名。', 'This is no name that people sign in with.'],
  missing: [
    '目录中查不到这个登录名。请核对登录名，并运行 innerward directory test 登录名。',
    'The directory knows no such name. Check it, and run innerward directory test NAME.',
  ],
  ambiguous: ['目录中有多个条目使用这个登录名。', 'Several entries of the directory have this name.'],
  barred: [
    '此账号在目录中已停用、锁定或到期。',
    'The directory has this account disabled, locked or expired.',
  ],
  incomplete: [
    '目录条目缺少本系统需要的属性。请运行 innerward directory test 登录名。',
    'The entry lacks attributes that the portal needs. Run innerward directory test NAME.',
  ],
  not_first: [
    '已经有过安全管理员：请由其在「人员与角色」中授权；若已无人能登录，请用 innerward breakglass enable。',
    'There has been a security administrator already, who gives rights on the page of people and roles; if none can sign in, use innerward breakglass enable.',
  ],
}

function readName(): string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { first: { type: 'boolean', default: false } },
    })
    const [name] = positionals
    if (!values.first || positionals.length !== 1 || !name) throw new Error()
    return name
  } catch {
    return fail('用法：innerward admin grant --first 登录名', 'Usage: innerward admin grant --first NAME', 2)
  }
}

const name = readName()
requireState()
try {
  const { displayName } = await grantFirstAdmin(name)
  say(
    `${displayName}（${name}）现为安全管理员，已记入审计。请登录后在「映射与科室」建立目录组映射，并另设一位安全管理员。`,
    `${displayName} (${name}) is security administrator now, which is recorded. Sign in, map groups of the directory to roles, and make a second security administrator.`,
  )
} catch (error) {
  if (error instanceof FirstAdminRefused) {
    const [zh, en] = SENTENCES[error.reason]
    fail(`${zh}未作任何更改。`, `${en} Nothing was changed.`)
  }
  if (error instanceof AppError && error.code === 'directory_unavailable') {
    fail(
      '目录不可用，未作任何更改。请运行 innerward directory test 查看原因。',
      'The directory cannot be used; nothing was changed. Run innerward directory test for the reason.',
    )
  }
  throw error
} finally {
  await (await db()).$disconnect()
}
