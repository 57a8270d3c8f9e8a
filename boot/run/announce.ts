import directory from '@/lib/auth/demo-people.json'
import type { Env } from '@/lib/config/env'
import type { ModelCheck } from '@/lib/inference/models/check-model'
import { say } from '@/scripts/sentence.mjs'

/** What the start says of a model; whether a clinical one is accepted stands on every page. */
const ROLES = {
  demo: [
    '（演示模型，仅用于检验安装，不得用于临床）',
    ' (demo model: checks the installation, not for clinical use)',
  ],
  evaluation: [
    '（评估模型，供试用，不得用于临床）',
    ' (evaluation model: to try the portal, not for clinical use)',
  ],
  clinical: ['', ''],
} as const

/** What a start tells: the settings, the model, whether the demo directory runs, and the address of the portal. */
export interface Announcement {
  settings: Pick<Env, 'PORT' | 'ENGINE'>
  model: Pick<ModelCheck, 'name' | 'role'>
  demo: boolean
  url: string
}

function sayPrivacy(engine: Env['ENGINE']): void {
  if (engine === 'remote') {
    say(
      '隐私模式：仅限院内。问题与回答不写入磁盘，只发往已配置的院内推理服务器。',
      'Privacy: inside the hospital. Questions and answers are never written to disk and go to the configured inference servers only.',
    )
  } else {
    say(
      '隐私模式：仅限本地。问题与回答不写入磁盘，不离开本机。',
      'Privacy: local only. Questions and answers are never written to disk and never leave this machine.',
    )
  }
}

function sayAccounts(): void {
  const { password, people } = directory
  say(`演示账号（密码均为 ${password}）：`, `Demo accounts (password for all: ${password}):`)
  for (const person of people) {
    const disabled = 'disabled' in person && person.disabled
    const rights = disabled ? '停用 disabled' : person.groups.join(', ')
    process.stdout.write(`  ${person.uid.padEnd(16)} ${person.cn}  ${rights}\n`)
  }
}

/** Tells that the portal is ready, with which model, and what to do next. */
export function announce({ settings, model, demo, url }: Announcement): void {
  say(`\n院内智询已就绪：${url}`, `Innerward is ready: ${url}`)
  const [zh, en] = ROLES[model.role]
  say(`模型：${model.name}${zh}`, `Model: ${model.name}${en}`)
  sayPrivacy(settings.ENGINE)
  if (demo) sayAccounts()
  say(
    '下一步：用浏览器打开上面的地址并登录。按 Ctrl-C 停止。',
    `Next: open the address above in a browser (port ${settings.PORT}) and sign in. Ctrl-C stops the portal.`,
  )
}
