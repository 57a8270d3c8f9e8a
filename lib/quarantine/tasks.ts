import { extractByRules } from '@/lib/documents/extract/extract-by-rules'
import { faultOf, PublicationFault } from '@/lib/documents/publication/publication-fault'
import { readPublication } from '@/lib/documents/publication/read-publication'
import type { ReadItem } from '@/lib/documents/read/item'
import { readFile } from '@/lib/documents/read/read-file'
import { totalDocuments } from '@/lib/documents/totals/total-documents'
import { showName } from '@/lib/documents/show-name'
import { readCase } from '@/lib/quarantine/read-case'
import { checkMedication } from '@/lib/clinical/medication/check-medication'
import { readText } from '@/lib/clinical/read-text'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import { findPlaces } from '@/lib/privacy/find-places'
import { maskText } from '@/lib/privacy/mask-text'
import type { ReadDocument, Task, TaskInput, TaskName, TaskOutput } from '@/lib/quarantine/protocol'
import type { Locale } from '@/lib/shared/locale'

/** Documents, and characters of them, that one message carries. */
const ITEMS_MAX = 64
const CHARACTERS_MAX = 128 * 1024

/** Pages that a refusal names. */
const PAGES_TOLD_MAX = 100

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

type Tell = (items: ReadDocument[]) => Promise<void>

function document(item: ReadItem, reader: { dictionary: Dictionary; locale: Locale }): ReadDocument {
  const name = showName(item.name, reader)
  if ('problem' in item) return { name, problem: item.problem }
  const { text, count } = maskText(item.text, reader)
  return { name, text, masked: count }
}

async function readUpload(
  { name, bytes, budget, locale }: TaskInput<'readUpload'>,
  dictionary: Dictionary,
  tell: Tell,
): Promise<TaskOutput<'readUpload'>> {
  let items: ReadDocument[] = []
  let characters = 0
  const file = { name, bytes: bufferOf(bytes) }
  for await (const item of readFile(file, budget)) {
    const read = document(item, { dictionary, locale })
    items.push(read)
    characters += 'text' in read ? read.text.length : 0
    if (items.length < ITEMS_MAX && characters < CHARACTERS_MAX) continue
    await tell(items)
    items = []
    characters = 0
  }
  if (items.length > 0) await tell(items)
  return budget
}

async function readLibraryFile(
  { name, bytes }: TaskInput<'readPublication'>,
  { dictionary, pdfFiles }: Pick<TaskTools, 'dictionary' | 'pdfFiles'>,
): Promise<TaskOutput<'readPublication'>> {
  const read = await readPublication({ name, bytes: bufferOf(bytes) }, { pdfFiles }).catch(faultOf)
  if (!(read instanceof PublicationFault)) {
    return { publication: read, places: findPlaces(read.passages, dictionary) }
  }
  const { problem, pages } = read
  return pages.length > 0 ? { problem, pages: pages.slice(0, PAGES_TOLD_MAX) } : { problem }
}

/** What a task works with. */
interface TaskTools {
  /** The terms in force. */
  dictionary: Dictionary
  /** The medication tables in force, which only some tasks ask for. */
  medication: () => MedicationTables
  /** Takes what is found on the way. */
  tell: Tell
  /** The folder with the tables and fonts of PDF files. */
  pdfFiles: string
}

/** Does one task; whatever it throws ends the task alone. */
export async function runTask(
  { name, input }: Task,
  { dictionary, medication, tell, pdfFiles }: TaskTools,
): Promise<TaskOutput<TaskName>> {
  switch (name) {
    case 'readCase':
      return readCase(input.text, { ...input, dictionary, tables: medication() })
    case 'findIdentifiers':
      return input.texts.map((text) => findIdentifiers(text, { ...input, dictionary }))
    case 'checkMedication':
      return checkMedication(input, { tables: medication(), read: (text) => readText(text, dictionary) })
    case 'extract':
      return extractByRules(input.text, dictionary)
    case 'totalDocuments':
      return totalDocuments(input.documents, dictionary, input)
    case 'readUpload':
      return readUpload(input, dictionary, tell)
    case 'readPublication':
      return readLibraryFile(input, { dictionary, pdfFiles })
  }
}
