import 'server-only'
import { readFile } from 'node:fs/promises'
import { createTranslator } from 'next-intl'
import { readers } from '@/lib/quarantine/readers'
import { AppError } from '@/lib/errors/app-error'
import type { ReceivedFile } from '@/lib/http/receive-file'
import { library } from '@/lib/library/feature'
import type { PublicationReading } from '@/lib/documents/publication/contract'
import type { Actor } from '@/lib/shared/actor'
import en from '@/messages/en/publication.json'
import zhCN from '@/messages/zh-CN/publication.json'

const SENTENCES = { 'zh-CN': zhCN, en } as const

/**
 * A document as the quarantine reads it, with what it tells of people. Throws AppError `library_unreadable` with the reason,
 * `text_too_complex`, `too_many_requests` or `readers_busy`.
 */
export async function readPublication(
  { path }: Pick<ReceivedFile, 'path'>,
  { name, actor }: { name: string; actor: Actor },
): Promise<Exclude<PublicationReading, { problem: string }>> {
  const bytes = await readFile(path)
  const person = { person: actor.userId, priority: 'background' } as const
  const reading = await readers().run('readPublication', { name, bytes }, person)
  if ('problem' in reading) {
    const pages = (reading.pages ?? []).slice(0, 10).join(', ')
    const sentence = createTranslator({ locale: actor.locale, messages: SENTENCES[actor.locale] })
    const reason = sentence(`problem.${reading.problem}`, { pages })
    throw new AppError(library.errors.library_unreadable, { reason })
  }
  return reading
}
