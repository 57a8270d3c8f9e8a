import 'server-only'
import type { z } from 'zod'
import type { listSystemPromptsOutput } from '@/lib/instructions/contract'
import { builtInPrompt, systemPromptSha256, systemPromptVersion } from '@/lib/policies/read-system-prompt'
import { db } from '@/lib/db/client'

const hashes = ({ zh, en }: { zh: string; en: string }) => ({
  zh: systemPromptSha256(zh),
  en: systemPromptSha256(en),
})

/** Every version of the instructions, newest first, down to the text that comes with the portal. */
export async function listSystemPrompts(): Promise<z.infer<typeof listSystemPromptsOutput>> {
  const client = await db()
  const rows = await client.systemPromptVersion.findMany({ orderBy: { number: 'desc' } })
  const people = await client.user.findMany({
    where: { id: { in: rows.flatMap(({ createdById }) => createdById ?? []) } },
    select: { id: true, displayName: true },
  })
  const first = { zh: builtInPrompt.text['zh-CN'], en: builtInPrompt.text.en }
  return {
    versions: [
      ...rows.map(({ number, zh, en, note, createdAt, createdById }) => ({
        number,
        version: systemPromptVersion(number),
        zh,
        en,
        sha256: hashes({ zh, en }),
        note,
        createdBy: people.find(({ id }) => id === createdById) ?? null,
        createdAt: createdAt.toISOString(),
      })),
      {
        number: 0,
        version: builtInPrompt.version,
        ...first,
        sha256: hashes(first),
        note: '',
        createdBy: null,
        createdAt: null,
      },
    ],
  }
}
