import { existsSync } from 'node:fs'
import { fail, ok, warn, type Finding } from '@/commands/check/finding'
import { testDirectory } from '@/lib/operations/directory/test-directory'
import type { CheckedStep } from '@/lib/auth/directory/contract'
import { env, statePath } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import en from '@/messages/en/directory.json'
import zh from '@/messages/zh-CN/directory.json'

type Texts = Readonly<Partial<Record<string, string>>>

function factsOf(step: CheckedStep, names: Texts): string {
  return step.facts.map(({ name, value }) => `${names[name] ?? name} ${value}`).join(' · ')
}

/** What a step of the directory's test found, in the words of the page of the directory. */
export function stepFinding(address: string, step: CheckedStep): Finding | null {
  if (step.state === 'skipped') return null
  const facts = [zh, en].map((texts) => factsOf(step, texts.facts))
  const names = [zh, en].map((texts) => texts.steps[step.step])
  const [what, whatEn] = names.map((name, i) => `${address} ${name}${facts[i] ? `：${facts[i]}` : ''}`)
  const sentence: [string, string] = [what ?? '', (whatEn ?? '').replace('：', ': ')]
  const id = `directory-${step.step}`
  if (step.state === 'ok' || step.reason === null) return ok('directory', id, sentence)
  const todo: [string, string] = [zh.reasons[step.reason], en.reasons[step.reason]]
  return step.state === 'warning'
    ? warn('directory', id, sentence, todo)
    : fail('directory', id, sentence, todo)
}

/** Does with every directory server what a sign-in does, with the named person where there is one. */
export async function checkDirectory(username = ''): Promise<Finding[]> {
  if (env().LDAP_URL.length === 0) {
    return [
      warn(
        'directory',
        'directory',
        [
          '未配置医院目录：启动的是演示目录，只监听本机',
          "no hospital's directory: the demo directory runs, on this machine alone",
        ],
        [
          '请设置 LDAP_URL 等，见 docs/zh/directory.md',
          'Set LDAP_URL and its companions; see docs/en/operations.md',
        ],
      ),
    ]
  }
  const { servers } = await testDirectory(username)
  if (existsSync(statePath('innerward.db'))) await (await db()).$disconnect()
  return servers.flatMap(({ address, steps }) => steps.flatMap((step) => stepFinding(address, step) ?? []))
}
