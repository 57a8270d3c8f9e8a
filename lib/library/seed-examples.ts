import 'server-only'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db/client'
import { receiveBytes } from '@/lib/http/receive-file'
import { readers } from '@/lib/quarantine/readers'
import { libraryEvents } from '@/lib/library/events'
import { keepOriginal } from '@/lib/library/originals'
import { contentHashOf, storePassages } from '@/lib/library/passages'
import { readFrontMatter } from '@/lib/library/read-front-matter'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

const LANGUAGES = ['zh', 'en'] as const

/** The documents that come with the portal. */
function exampleFiles(): { name: string; bytes: Buffer }[] {
  const root = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/library/examples')
  return LANGUAGES.flatMap((language) => {
    const folder = path.join(root, language)
    return readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => ({ name, bytes: readFileSync(path.join(folder, name)) }))
  })
}

async function read({ name, bytes }: { name: string; bytes: Buffer }) {
  const reading = await readers().run(
    'readPublication',
    { name, bytes },
    { person: 'library', priority: 'background' },
  )
  if ('problem' in reading) throw new Error(`the example ${name} cannot be read: ${reading.problem}`)
  return { bytes, publication: reading.publication, about: readFrontMatter(bytes.toString('utf8')) }
}

async function seed(): Promise<void> {
  const examples = await Promise.all(exampleFiles().map(read))
  const kept: (Omit<Awaited<ReturnType<typeof read>>, 'bytes'> & { sha256: string; bytes: number })[] = []
  for (const { bytes, ...example } of examples) {
    const file = await receiveBytes(bytes)
    await keepOriginal(file)
    kept.push({ ...example, sha256: file.sha256, bytes: file.bytes })
  }
  await inAuditedTransaction(async (tx) => {
    for (const { bytes, sha256, publication, about } of kept) {
      const { passages, format, language, pages } = publication
      const { id: documentId } = await tx.libraryDocument.create({ data: {} })
      const of = { documentId, example: true, ...about, format, language, pages }
      const counts = { passageCount: passages.length, listed: '[]', listedCount: 0 }
      const { id } = await tx.libraryEdition.create({
        data: { ...of, ...counts, state: 'in_force', sha256, bytes },
      })
      await storePassages(tx, { editionId: id, title: about.title }, passages)
      await tx.libraryEdition.update({
        where: { id },
        data: { contentSha256: await contentHashOf(tx, id) },
      })
    }
    const detail = { editions: examples.length }
    await recordEvent(tx, { event: libraryEvents['library.seeded'], outcome: 'ok', actor: null, detail })
  })
}

/**
 * Puts the examples in force at the first start with a library, marked as such; never again, whatever became of them. A fault
 * is logged and leaves the library without them: the next start tries again.
 */
export async function seedExamples(): Promise<void> {
  if ((await (await db()).libraryEdition.count({ where: { example: true } })) > 0) return
  try {
    await seed()
  } catch (error) {
    logger.error('the examples of the library could not be put in', faultFields(error))
  }
}
