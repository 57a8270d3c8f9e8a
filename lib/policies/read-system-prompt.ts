import 'server-only'
import { createHash } from 'node:crypto'
import builtIn from '@/lib/policies/system-prompt.json'
import { db, type Tx } from '@/lib/db/client'
import type { Locale } from '@/lib/shared/locale'

export interface SystemPrompt {
  /** `system-1` for the text that comes with the portal, then one more for each change. */
  version: string
  /** Number of the newest change; 0 while the text is the one that comes with the portal. */
  number: number
  text: Readonly<Record<Locale, string>>
}

/** SHA-256 in hex of the instructions as the model gets them, for the audit record of each question. */
export function systemPromptSha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** The name of a change in audit records: the text that comes with the portal is the first version. */
export const systemPromptVersion = (number: number): string => `system-${number + 1}`

/** The text that comes with the portal. */
export const builtInPrompt: SystemPrompt = { version: builtIn.version, number: 0, text: builtIn.text }

/** The instructions in force: the newest change, else the text that comes with the portal. */
export async function readSystemPrompt(tx?: Tx): Promise<SystemPrompt> {
  const row = await (tx ?? (await db())).systemPromptVersion.findFirst({ orderBy: { number: 'desc' } })
  if (!row) return builtInPrompt
  return {
    version: systemPromptVersion(row.number),
    number: row.number,
    text: { 'zh-CN': row.zh, en: row.en },
  }
}
