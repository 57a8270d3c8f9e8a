import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import { readers } from '@/lib/quarantine/readers'

/** What a title or a publisher may name: an author, a place, the day of an edition. */
const MAY_NAME: ReadonlySet<string> = new Set(['name', 'date', 'address'])

/** Lets texts through that are kept and shown. Throws AppError `stored_identifiers` where one looks like the identity of a patient. */
export async function guardTitle(texts: readonly string[]): Promise<void> {
  const found = await readers().run(
    'findIdentifiers',
    { texts, locale: 'zh-CN' },
    { person: 'library', priority: 'interactive' },
  )
  const count = found.flat().filter(({ kind }) => !MAY_NAME.has(kind)).length
  if (count > 0) throw new AppError('stored_identifiers', { count })
}
